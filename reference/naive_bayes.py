"""Naive Bayes for documents: which class wrote these words?

A document is a row of counts: x[d] says how often it holds word d, of D words. Given its class, a document is taken for words that are
drawn one by one, independently of each other (that is the naive part):

    p(y = c)        = share of the documents that are of class c                        the prior
    p(word d | c)   = (count of d in class c + alpha) / (all words of class c + alpha D)     the likelihood of a word
    log p(x, c)     = log p(y = c) + sum over d of x[d] log p(word d | c)                the joint, without the multinomial coefficient
    p(c | x)        = p(x, c) / sum over c' of p(x, c')                                  the posterior, by Bayes' rule

The multinomial coefficient counts the orders that the words can stand in. It is the same for every class, so it leaves the posterior
alone. A product of thousands of probabilities is smaller than any floating-point number: everything here adds logarithms.

Sources: Manning, Raghavan and Schuetze, "Introduction to Information Retrieval" (2008), sections 13.1 and 13.2; the slides name the
model under "Generative Models".
"""

from __future__ import annotations

import numpy as np


def _log(p: np.ndarray) -> np.ndarray:
    """Natural logarithm, with log 0 = -inf and no warning about it."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def naive_bayes_fit(X: np.ndarray, y: np.ndarray, num_classes: int, alpha: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Learn by counting.

    X (N, D), counts; y (N,), whole numbers from 0 to num_classes - 1; alpha is added to every count of a word, and to nothing else.
    Returns log_prior (C,) and log_likelihood (C, D).
    """
    in_class = (np.arange(num_classes)[:, None] == y).astype(X.dtype)  # (C, N), 1 where the document is of the class
    smoothed = in_class @ X + alpha  # (C, D)
    return _log(in_class.sum(axis=1) / len(y)), _log(smoothed / smoothed.sum(axis=1, keepdims=True))


def naive_bayes_joint(X: np.ndarray, log_prior: np.ndarray, log_likelihood: np.ndarray) -> np.ndarray:
    """log p(x, y) of every document with every class.

    X (N, D), log_prior (C,), log_likelihood (C, D). Returns (N, C). A word that a document does not hold contributes 0, also where its
    log-likelihood is -inf; a word that it holds and that the class never writes makes the pair impossible, -inf.
    """
    counts = X[:, None, :]  # (N, 1, D)
    with np.errstate(invalid="ignore"):
        words = counts * log_likelihood  # (N, C, D); 0 * -inf is NaN, and is replaced at once
    return log_prior + np.where(counts == 0, 0, words).sum(axis=2)


def naive_bayes_posterior(X: np.ndarray, log_prior: np.ndarray, log_likelihood: np.ndarray) -> np.ndarray:
    """p(y | x) of every document. X (N, D), log_prior (C,), log_likelihood (C, D). Returns (N, C); rows sum to 1.

    Every document is possible under some class. The best class of a document gets the weight exp(0) = 1, so that nothing underflows.
    """
    joint = naive_bayes_joint(X, log_prior, log_likelihood)
    weights = np.exp(joint - joint.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)
