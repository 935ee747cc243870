"""Witnesses for reference/naive_bayes.py: scikit-learn's MultinomialNB, the textbook's numbers, and exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from sklearn.naive_bayes import MultinomialNB

from reference import naive_bayes as bayes

# Manning, Raghavan and Schuetze, table 13.1: Chinese, Beijing, Shanghai, Macao, Tokyo, Japan; class 1 is about China.
NEWS = np.array([[2, 1, 0, 0, 0, 0], [2, 0, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0], [1, 0, 0, 0, 1, 1]], dtype=float)
ABOUT_CHINA = np.array([1, 1, 1, 0])
FIFTH = np.array([[3.0, 0, 0, 0, 1, 1]])


def drawn(seed: int, count: int = 40, words: int = 7, classes: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.poisson(1.0, size=(count, words)).astype(float), np.append(np.arange(classes), rng.integers(classes, size=count - classes))


# ---- published numbers ----


def test_the_textbooks_likelihoods():
    log_prior, log_likelihood = bayes.naive_bayes_fit(NEWS, ABOUT_CHINA, 2)
    assert np.exp(log_prior) == pytest.approx([1 / 4, 3 / 4], rel=1e-14)
    assert np.exp(log_likelihood[1]) == pytest.approx([3 / 7, 1 / 7, 1 / 7, 1 / 7, 1 / 14, 1 / 14], rel=1e-14)
    assert np.exp(log_likelihood[0]) == pytest.approx([2 / 9, 1 / 9, 1 / 9, 1 / 9, 2 / 9, 2 / 9], rel=1e-14)


def test_the_textbooks_fifth_document():
    """Their scores are 0.0003 and 0.0001."""
    model = bayes.naive_bayes_fit(NEWS, ABOUT_CHINA, 2)
    joint = np.exp(bayes.naive_bayes_joint(FIFTH, *model))[0]
    exact = [Fraction(1, 4) * Fraction(2, 9) ** 5, Fraction(3, 4) * Fraction(3, 7) ** 3 * Fraction(1, 14) ** 2]
    assert joint == pytest.approx([float(p) for p in exact], rel=1e-13)
    assert joint == pytest.approx([0.00013548, 0.00030121], abs=5e-9)
    assert bayes.naive_bayes_posterior(FIFTH, *model)[0] == pytest.approx([float(p / sum(exact)) for p in exact], rel=1e-13)
    assert bayes.naive_bayes_posterior(FIFTH, *model)[0, 1] == pytest.approx(0.68975861, abs=5e-9)


# ---- scikit-learn ----


@pytest.mark.parametrize("alpha", [1.0, 0.25, 3.0])
@pytest.mark.parametrize("seed", range(4))
def test_scikit_learn_learns_and_judges_the_same(seed, alpha):
    X, y = drawn(seed)
    theirs = MultinomialNB(alpha=alpha).fit(X, y)
    log_prior, log_likelihood = bayes.naive_bayes_fit(X, y, 3, alpha)
    assert log_prior == pytest.approx(theirs.class_log_prior_, rel=1e-13)
    assert log_likelihood == pytest.approx(theirs.feature_log_prob_, rel=1e-13)
    unseen = drawn(seed + 100)[0]
    assert bayes.naive_bayes_joint(unseen, log_prior, log_likelihood) == pytest.approx(theirs.predict_joint_log_proba(unseen), rel=1e-12)
    assert bayes.naive_bayes_posterior(unseen, log_prior, log_likelihood) == pytest.approx(theirs.predict_proba(unseen), rel=1e-10)


def test_scikit_learn_agrees_on_ten_thousand_words():
    X, y = drawn(7)
    theirs = MultinomialNB().fit(X, y)
    long = np.random.default_rng(7).multinomial(10_000, np.exp(theirs.feature_log_prob_[2]), size=3).astype(float)
    long = np.concatenate([long, X[:2]])  # short ones beside them
    model = bayes.naive_bayes_fit(X, y, 3)
    assert bayes.naive_bayes_joint(long, *model)[:3].max() < -15_000
    assert bayes.naive_bayes_posterior(long, *model) == pytest.approx(theirs.predict_proba(long), rel=1e-9, abs=1e-300)


# ---- exact fractions, with zeros ----


def by_hand(x: np.ndarray, prior: list[Fraction], likelihood: list[list[Fraction]]) -> list[Fraction]:
    """p(x, c) for every class, factor by factor."""
    powers = [[q ** int(count) for q, count in zip(row, x, strict=True)] for row in likelihood]
    return [p * math.prod(row) for p, row in zip(prior, powers, strict=True)]


def test_zeros_agree_with_exact_fractions():
    quarter = Fraction(1, 4)
    prior = [quarter, 3 * quarter, Fraction(0)]
    likelihood = [[2 * quarter, quarter, quarter, 0], [0, quarter, quarter, 2 * quarter], [quarter] * 4]
    with np.errstate(divide="ignore"):
        log_prior, log_likelihood = np.log(np.array(prior, dtype=float)), np.log(np.array(likelihood, dtype=float))
    X = np.array([[0.0, 2, 1, 0], [1, 1, 0, 0], [0, 1, 0, 3], [2, 0, 4, 0]])
    joint = bayes.naive_bayes_joint(X, log_prior, log_likelihood)
    posterior = bayes.naive_bayes_posterior(X, log_prior, log_likelihood)
    for n, x in enumerate(X):
        exact = by_hand(x, prior, [[Fraction(q) for q in row] for row in likelihood])
        assert joint[n] == pytest.approx([math.log(p) if p else -math.inf for p in exact], rel=1e-13)
        assert posterior[n] == pytest.approx([float(p / sum(exact)) for p in exact], rel=1e-13)


def test_alpha_zero_leaves_what_was_never_seen_impossible():
    _, log_likelihood = bayes.naive_bayes_fit(NEWS, ABOUT_CHINA, 2, 0.0)
    with np.errstate(divide="ignore"):
        assert log_likelihood[0] == pytest.approx(np.log(np.array([1, 0, 0, 0, 1, 1]) / 3))
        assert log_likelihood[1] == pytest.approx(np.log(np.array([5, 1, 1, 1, 0, 0]) / 8))


def test_a_class_without_documents():
    log_prior, log_likelihood = bayes.naive_bayes_fit(NEWS, ABOUT_CHINA, 3, 0.5)
    assert log_prior[2] == -math.inf
    assert log_likelihood[2] == pytest.approx(np.full(6, -math.log(6)))


# ---- habits ----


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    X, y = NEWS.astype(np.float32), ABOUT_CHINA.copy()
    model = bayes.naive_bayes_fit(X, y, 2)
    before = [part.copy() for part in (X, y, *model)]
    answers = [*model, bayes.naive_bayes_joint(X, *model), bayes.naive_bayes_posterior(X, *model)]
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}
    assert all(np.array_equal(p, q) for p, q in zip(before, (X, y, *model), strict=True))
