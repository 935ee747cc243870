"""Witnesses of reference/information_measures.py: SciPy, torchmetrics, scikit-learn's mutual information, and closed forms."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
import scipy.special
import scipy.stats
import sklearn.metrics
import torch

from reference import information_measures as information


def with_zeros(rng: np.random.Generator, size: int) -> np.ndarray:
    p = rng.dirichlet(np.ones(size))
    p[rng.permutation(size)[: size // 3]] = 0
    return p / p.sum()


# ---- entropy and divergence ----


@pytest.mark.parametrize("seed", range(5))
def test_scipy_agrees_on_entropy_and_divergence(seed):
    rng = np.random.default_rng(seed)
    p, q = with_zeros(rng, 9), rng.dirichlet(np.ones(9))
    assert information.entropy(p) == pytest.approx(scipy.stats.entropy(p), rel=1e-13)
    assert information.kl_divergence(p, q) == pytest.approx(scipy.stats.entropy(p, q), rel=1e-13)
    assert information.kl_divergence(q, p) == scipy.special.rel_entr(q, p).sum() == math.inf


def test_values_that_never_happen_add_nothing():
    assert information.entropy(np.array([0.0, 1.0, 0.0])) == 0
    assert information.entropy(np.array([0.5, 0.0, 0.5])) == pytest.approx(math.log(2), rel=1e-15)
    assert information.entropy(np.full(7, 1 / 7)) == pytest.approx(math.log(7), rel=1e-15)
    p, q = np.array([0.5, 0.0, 0.5, 0.0]), np.array([0.25, 0.5, 0.25, 0.0])
    assert information.kl_divergence(p, q) == pytest.approx(math.log(2), rel=1e-15)
    assert information.kl_divergence(q, p) == math.inf
    assert information.kl_divergence(p, p) == 0


def test_the_handouts_numbers():
    assert information.entropy(np.array([0.5, 0.25, 0.125, 0.125])) == pytest.approx(1.75 * math.log(2), rel=1e-15)
    p, q = np.array([0.5, 0.25, 0.25]), np.array([0.125, 0.375, 0.5])
    by_hand = 0.5 * math.log(4) + 0.25 * math.log(2 / 3) + 0.25 * math.log(0.5)
    assert information.kl_divergence(p, q) == pytest.approx(by_hand, rel=1e-14) == pytest.approx(0.418494, abs=5e-7)


# ---- Inception Score ----


class _Already(torch.nn.Module):
    """The network's answers are given: what comes in goes out."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


@pytest.mark.parametrize(("count", "classes"), [(12, 5), (100, 10)])
def test_torchmetrics_gives_the_same_inception_score(count, classes):
    from torchmetrics.image.inception import InceptionScore

    logits = np.random.default_rng(count).normal(size=(count, classes)) * 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its memory, and of the deviation of one split
        other = InceptionScore(feature=_Already(), splits=1)
        other.update(torch.tensor(logits))
        score, _ = other.compute()
    assert information.inception_score(scipy.special.softmax(logits, axis=1)) == pytest.approx(score.item(), rel=1e-12)


def test_it_is_exp_of_the_mutual_information_between_image_and_class():
    counts = np.array([[4, 2, 2], [1, 6, 1], [2, 2, 4], [5, 1, 2], [8, 0, 0]])
    score = information.inception_score(counts / 8)
    assert math.log(score) == pytest.approx(sklearn.metrics.mutual_info_score(None, None, contingency=counts), rel=1e-12)
    assert math.log(score) == pytest.approx(
        scipy.stats.entropy(counts.sum(axis=0)) - np.mean([scipy.stats.entropy(row) for row in counts]), rel=1e-12
    )


def test_it_runs_from_one_to_the_number_of_classes():
    assert information.inception_score(np.eye(5)[[0, 3, 1, 4, 2, 2, 1, 0, 3, 4]]) == pytest.approx(5, rel=1e-14)
    assert information.inception_score(np.tile([0.5, 0.0, 0.25, 0.25], (6, 1))) == 1  # a class that no image shows


def test_the_handouts_images():
    p_yx = np.array([[4, 2, 2], [1, 6, 1], [2, 2, 4], [5, 1, 2]]) / 8
    assert information.inception_score(p_yx) == pytest.approx(1.176825, abs=5e-7)


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    rng = np.random.default_rng(4)
    p, q, p_yx = (x.astype(np.float32) for x in (with_zeros(rng, 6), rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(4), size=7)))
    before = [x.copy() for x in (p, q, p_yx)]
    answers = [information.entropy(p), information.kl_divergence(p, q), information.inception_score(p_yx)]
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}
    assert all(np.array_equal(x, y) for x, y in zip(before, (p, q, p_yx), strict=True))
