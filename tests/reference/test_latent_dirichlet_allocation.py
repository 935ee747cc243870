"""Witnesses for reference/latent_dirichlet_allocation.py: the joint probability p(words, topics), which has a closed form.

With theta and phi integrated out it is a product of Dirichlet-multinomials, scipy's gammaln. Conditionals are ratios of it, and the
posterior means are expected values under the Dirichlet posteriors, here by the rule that p(next topic | topics) is one more such ratio.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.special import gammaln, logsumexp
from scipy.stats import dirichlet

from reference import latent_dirichlet_allocation as lda

CORPUS = {
    "words": np.array([0, 1, 0, 3, 3, 2, 1]),
    "docs": np.array([0, 0, 0, 0, 1, 1, 1]),
    "topics": np.array([0, 0, 0, 1, 1, 0, 1]),
}


def counted(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)


def log_joint(words, docs, topics, num_topics: int, vocab_size: int, alpha: float, beta: float) -> float:
    """log p(words, topics | docs), theta and phi integrated out: Griffiths and Steyvers, equations 2 and 3."""

    def dirichlet_multinomial(counts: np.ndarray, prior: float) -> float:
        size = counts.shape[1]
        constant = gammaln(size * prior) - size * gammaln(prior)
        return float((constant + gammaln(counts + prior).sum(axis=1) - gammaln(counts.sum(axis=1) + size * prior)).sum())

    by_document = counted(docs, topics, (int(docs.max()) + 1, num_topics))
    return dirichlet_multinomial(by_document, alpha) + dirichlet_multinomial(counted(topics, words, (num_topics, vocab_size)), beta)


def drawn(seed: int, count: int = 20, documents: int = 3, topics: int = 4, words: int = 6) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    sizes = {"words": words, "docs": documents, "topics": topics}
    return {name: rng.permutation(np.append(np.arange(size), rng.integers(size, size=count - size))) for name, size in sizes.items()}


def conditional(corpus: dict, i: int, num_topics: int, vocab_size: int, alpha: float, beta: float) -> np.ndarray:
    """p(topic of token i | all other topics, words), as a ratio of joints."""
    weights = []
    for topic in range(num_topics):
        topics = corpus["topics"].copy()
        topics[i] = topic
        weights.append(log_joint(corpus["words"], corpus["docs"], topics, num_topics, vocab_size, alpha, beta))
    return np.exp(np.array(weights) - logsumexp(weights))


def counts_without(corpus: dict, i: int, num_topics: int, vocab_size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    words, docs, topics = (np.delete(corpus[name], i) for name in ("words", "docs", "topics"))
    topic_word = counted(topics, words, (num_topics, vocab_size)).astype(float)
    return counted(docs, topics, (int(corpus["docs"].max()) + 1, num_topics)).astype(float), topic_word, topic_word.sum(axis=1)


# ---- the collapsed conditional ----


@pytest.mark.parametrize(("alpha", "beta"), [(0.5, 0.25), (1.5, 0.1)])
@pytest.mark.parametrize("seed", range(3))
def test_conditional_is_a_ratio_of_joints(seed, alpha, beta):
    corpus = drawn(seed)
    for i in range(20):
        counts = counts_without(corpus, i, 4, 6)
        answer = lda.lda_topic_distribution(*counts, int(corpus["docs"][i]), int(corpus["words"][i]), alpha, beta)
        assert answer == pytest.approx(conditional(corpus, i, 4, 6, alpha, beta), rel=1e-10)


def test_the_worked_token():
    answer = lda.lda_topic_distribution(*counts_without(CORPUS, 0, 2, 4), 0, 0, 0.5, 0.25)
    assert answer == pytest.approx([0.78125 / 0.875, 0.09375 / 0.875], rel=1e-14)


# ---- a sweep ----


@pytest.mark.parametrize("seed", range(4))
def test_a_sweep_draws_each_token_from_its_conditional(seed):
    """Every u is put in the middle of the interval of a topic that the joint probability gives: the sweep must choose these topics."""
    rng = np.random.default_rng(seed)
    corpus = drawn(seed)
    now, u = {**corpus, "topics": corpus["topics"].copy()}, np.zeros(20)
    for i in range(20):
        edges = np.concatenate([[0.0], np.cumsum(conditional(now, i, 4, 6, 0.5, 0.25))])
        topic = int(rng.integers(4))
        u[i] = (edges[topic] + edges[topic + 1]) / 2
        now["topics"][i] = topic
    assert np.array_equal(lda.lda_gibbs_sweep(**corpus, num_topics=4, vocab_size=6, alpha=0.5, beta=0.25, u=u), now["topics"])


def test_a_sweep_leaves_the_posterior_as_it_is():
    """All 16 topic assignments of four tokens: p(topics | words) times the chance of each way through a sweep, summed, stays the same."""
    words, docs, settings = np.array([0, 1, 1, 2]), np.array([0, 0, 1, 1]), (2, 3, 0.5, 0.25)
    assignments = [np.array(one) for one in itertools.product(range(2), repeat=4)]
    joint = np.array([log_joint(words, docs, one, *settings) for one in assignments])
    p = np.exp(joint - logsumexp(joint))
    after = np.zeros(16)
    for i, start in enumerate(assignments):
        for k, end in enumerate(assignments):
            now, chance, u = {"words": words, "docs": docs, "topics": start.copy()}, 1.0, np.zeros(4)
            for token in range(4):
                q = conditional(now, token, *settings)
                chance *= q[end[token]]
                u[token] = q[0] / 2 if end[token] == 0 else (1 + q[0]) / 2
                now["topics"][token] = end[token]
            assert np.array_equal(lda.lda_gibbs_sweep(words, docs, start, *settings, u), end)
            after[k] += p[i] * chance
    assert after == pytest.approx(p, rel=1e-10)


def test_rounding_at_the_end_takes_the_last_topic():
    words = docs = topics = np.zeros(1, dtype=np.int64)
    assert lda.lda_gibbs_sweep(words, docs, topics, 3, 2, 0.5, 0.25, np.array([1.0])).tolist() == [2]


# ---- estimates ----


@pytest.mark.parametrize("seed", range(3))
def test_estimates_are_the_chance_of_one_more_token(seed):
    """The posterior mean of theta[m, k] is the probability that a further token of document m gets topic k, and so for phi."""
    corpus, settings = drawn(seed), (5, 8, 0.5, 0.25)
    theta, phi = lda.lda_estimates(**corpus, num_topics=5, vocab_size=8, alpha=0.5, beta=0.25)
    base = log_joint(**corpus, num_topics=5, vocab_size=8, alpha=0.5, beta=0.25)
    for document, topic in itertools.product(range(3), range(5)):
        ratios = []
        for word in range(8):
            more = {"words": word, "docs": document, "topics": topic}
            longer = {name: np.append(corpus[name], value) for name, value in more.items()}
            ratios.append(math.exp(log_joint(longer["words"], longer["docs"], longer["topics"], *settings) - base))
        assert theta[document, topic] == pytest.approx(sum(ratios), rel=1e-6)
        assert phi[topic] == pytest.approx(np.array(ratios) / sum(ratios), rel=1e-6)


def test_estimates_are_scipys_dirichlet_means():
    corpus = drawn(11)
    theta, phi = lda.lda_estimates(**corpus, num_topics=4, vocab_size=6, alpha=0.75, beta=0.125)
    for document, row in enumerate(counted(corpus["docs"], corpus["topics"], (3, 4))):
        assert theta[document] == pytest.approx(dirichlet(row + 0.75).mean(), rel=1e-6)
    for topic, row in enumerate(counted(corpus["topics"], corpus["words"], (4, 6))):
        assert phi[topic] == pytest.approx(dirichlet(row + 0.125).mean(), rel=1e-6)


# ---- the likelihood ----


def test_log_likelihood_sums_over_every_assignment_of_topics():
    rng = np.random.default_rng(3)
    words, docs = CORPUS["words"], CORPUS["docs"]
    theta, phi = rng.dirichlet(np.ones(3), size=2), rng.dirichlet(np.ones(4), size=3)
    total = sum(math.prod(theta[docs, topics] * phi[topics, words]) for topics in map(list, itertools.product(range(3), repeat=7)))
    assert lda.lda_log_likelihood(words, docs, theta, phi) == pytest.approx(math.log(total), rel=1e-12)


def test_an_impossible_token_gives_minus_infinity():
    theta, phi = np.array([[1.0, 0.0]]), np.array([[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]])
    assert lda.lda_log_likelihood(np.array([0, 2]), np.array([0, 0]), theta, phi) == -math.inf
    assert lda.lda_log_likelihood(np.array([0, 1]), np.array([0, 0]), theta, phi) == pytest.approx(2 * math.log(0.5))


# ---- habits ----


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    corpus, rng = drawn(1), np.random.default_rng(1)
    u = rng.random(20).astype(np.float32)
    theta, phi = (rng.dirichlet(np.ones(n), size=m).astype(np.float32) for m, n in ((3, 4), (4, 6)))
    counts = [table.astype(np.float32) for table in counts_without(corpus, 0, 4, 6)]
    before = [part.copy() for part in (*corpus.values(), u, theta, phi, *counts)]
    assert lda.lda_topic_distribution(*counts, 0, 1, 0.5, 0.25).dtype == np.float32
    assert lda.lda_log_likelihood(corpus["words"], corpus["docs"], theta, phi).dtype == np.float32
    lda.lda_gibbs_sweep(**corpus, num_topics=4, vocab_size=6, alpha=0.5, beta=0.25, u=u)
    lda.lda_estimates(**corpus, num_topics=4, vocab_size=6, alpha=0.5, beta=0.25)
    assert all(np.array_equal(p, q) for p, q in zip(before, (*corpus.values(), u, theta, phi, *counts), strict=True))
