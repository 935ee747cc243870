"""Latent Dirichlet allocation (LDA): every document is a mixture of topics, and every topic a distribution over words.

    theta[m] (K,)  ~ Dirichlet(alpha)     the topics of document m          theta (M, K)
    phi[k]   (V,)  ~ Dirichlet(beta)      the words of topic k              phi (K, V)
    for every token i, in document docs[i]:   topics[i] ~ theta[docs[i]],   words[i] ~ phi[topics[i]]

Only words and docs are seen. A corpus is three arrays of length n, the number of tokens: words[i], docs[i] and, once guessed, topics[i].
With theta and phi integrated out, the topic of one token given all others depends on counts only, which leave this token out:

    p(topics[i] = k | all other topics)  ~  (doc_topic[m, k] + alpha) * (topic_word[k, w] + beta) / (topic_total[k] + V beta)

    doc_topic (M, K): tokens of document m with topic k;    topic_word (K, V): tokens of word w with topic k;    topic_total: its row sums

Drawing every token's topic in turn from this is collapsed Gibbs sampling. alpha and beta are numbers: the priors are symmetric.

Sources: Blei, Ng and Jordan, "Latent Dirichlet Allocation" (2003); Griffiths and Steyvers, "Finding scientific topics" (2004), for the
collapsed sampler; Heinrich, "Parameter estimation for text analysis" (2005), section 5.
"""

from __future__ import annotations

import numpy as np


def lda_topic_distribution(
    doc_topic: np.ndarray, topic_word: np.ndarray, topic_total: np.ndarray, doc: int, word: int, alpha: float, beta: float
) -> np.ndarray:
    """The distribution of one token's topic, given all others.

    doc_topic (M, K), topic_word (K, V), topic_total (K,): counts without the token itself; doc and word: where it stands and what it is.
    Returns (K,), which sums to 1.
    """
    vocab_size = topic_word.shape[1]
    weights = (doc_topic[doc] + alpha) * (topic_word[:, word] + beta) / (topic_total + vocab_size * beta)
    return weights / weights.sum()


def _inverse_cdf(p: np.ndarray, u: float) -> int:
    """The smallest i with cumulative sum > u; if rounding leaves none, the last i of positive probability."""
    return min(np.searchsorted(np.cumsum(p), u, side="right"), np.flatnonzero(p)[-1])


def _counts(words: np.ndarray, docs: np.ndarray, topics: np.ndarray, num_topics: int, vocab_size: int) -> tuple[np.ndarray, np.ndarray]:
    """doc_topic (M, K) and topic_word (K, V), whole numbers."""
    doc_topic = np.zeros((docs.max() + 1, num_topics), dtype=np.int64)
    topic_word = np.zeros((num_topics, vocab_size), dtype=np.int64)
    np.add.at(doc_topic, (docs, topics), 1)
    np.add.at(topic_word, (topics, words), 1)
    return doc_topic, topic_word


def lda_gibbs_sweep(
    words: np.ndarray,
    docs: np.ndarray,
    topics: np.ndarray,
    num_topics: int,
    vocab_size: int,
    alpha: float,
    beta: float,
    u: np.ndarray,
) -> np.ndarray:
    """One pass over all tokens, in their order: take a token out of the counts, draw its topic, put it back with the new one.

    words, docs, topics (n,) of whole numbers; u (n,), uniform in [0, 1): u[i] draws the topic of token i, by inverse CDF.
    Returns the new topics (n,).
    """
    doc_topic, topic_word = (table.astype(u.dtype) for table in _counts(words, docs, topics, num_topics, vocab_size))
    topic_total = topic_word.sum(axis=1)
    new = topics.copy()
    for i in range(len(words)):
        word, doc, old = words[i], docs[i], topics[i]
        doc_topic[doc, old] -= 1
        topic_word[old, word] -= 1
        topic_total[old] -= 1
        topic = _inverse_cdf(lda_topic_distribution(doc_topic, topic_word, topic_total, doc, word, alpha, beta), u[i])
        doc_topic[doc, topic] += 1
        topic_word[topic, word] += 1
        topic_total[topic] += 1
        new[i] = topic
    return new


def lda_estimates(
    words: np.ndarray, docs: np.ndarray, topics: np.ndarray, num_topics: int, vocab_size: int, alpha: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    """The posterior means of theta (M, K) and phi (K, V), given the topics of all tokens.

    words, docs, topics (n,) of whole numbers; M is the largest entry of docs plus 1. The rows of both sum to 1.
    """
    doc_topic, topic_word = _counts(words, docs, topics, num_topics, vocab_size)
    theta = (doc_topic + alpha) / (doc_topic.sum(axis=1, keepdims=True) + num_topics * alpha)
    phi = (topic_word + beta) / (topic_word.sum(axis=1, keepdims=True) + vocab_size * beta)
    return theta, phi


def lda_log_likelihood(words: np.ndarray, docs: np.ndarray, theta: np.ndarray, phi: np.ndarray) -> float:
    """log p(words | theta, phi), with the topics summed out: sum over tokens of log sum_k theta[doc, k] phi[k, word].

    words, docs (n,) of whole numbers; theta (M, K), phi (K, V). Returns a number, -inf where some token is impossible.
    """
    tokens = (theta[docs] * phi[:, words].T).sum(axis=1)  # (n,), p(word of the token | its document)
    with np.errstate(divide="ignore"):
        return np.log(tokens).sum()
