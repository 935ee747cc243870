"""Entropy, the Kullback-Leibler divergence, and the Inception Score that is made of them.

    H(p)       = - sum_i p_i log p_i                  how uncertain p is
    KL(p || q) =   sum_i p_i log(p_i / q_i)           how far q is from p; 0 where they are equal, and not the same as KL(q || p)
    IS         = exp(mean over images x of KL(p(y|x) || p(y)))

Logarithms are natural. A value that never happens, p_i = 0, adds nothing: 0 log 0 = 0. The Inception Score is high where a classifier
is sure about each image (p(y|x) has little entropy) and the images differ (their mean p(y) has much). The slides stop at the
divergence; the score's authors take the mean over the images and then exp, so that it runs from 1 to the number of classes.

Source: lecture slides "Evaluation of Generative Models", Inception Score; T. Salimans et al., "Improved Techniques for Training GANs",
2016, section 4; T. Cover and J. Thomas, "Elements of Information Theory", chapter 2.
"""

from __future__ import annotations

import numpy as np


def entropy(p: np.ndarray) -> float:
    """The entropy of a distribution p (K,), in nats."""
    possible = p[p > 0]
    return -np.sum(possible * np.log(possible))


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """KL(p || q), in nats. p and q (K,), distributions over the same K values; inf where q calls impossible what p does not."""
    possible = p > 0
    with np.errstate(divide="ignore"):  # p / 0 is inf, and so is its logarithm
        return np.sum(p[possible] * np.log(p[possible] / q[possible]))


def inception_score(p_yx: np.ndarray) -> float:
    """The Inception Score of N images. p_yx (N, C): a row p(y|x) of class probabilities an image."""
    p_y = p_yx.mean(axis=0)  # (C,)
    return np.exp(np.mean([kl_divergence(p_y_given_x, p_y) for p_y_given_x in p_yx]))
