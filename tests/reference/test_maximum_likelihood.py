"""Witnesses of reference/maximum_likelihood.py: SciPy's distributions and fits, scikit-learn's covariance, and the likelihood itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats
import sklearn.covariance
import torch

from reference import maximum_likelihood as likelihood


def points(seed: int, count: int, size: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(count, size)) @ rng.normal(size=(size, size)) + rng.normal(size=size)


# ---- Gaussian ----


@pytest.mark.parametrize(("count", "size"), [(1, 1), (7, 3), (40, 6)])
def test_scipy_and_torch_agree_on_the_log_likelihood(count, size):
    x, rng = points(size, count, size), np.random.default_rng(size)
    factor = rng.normal(size=(size, size + 2))
    mean, C = rng.normal(size=size), factor @ factor.T
    ours = likelihood.gaussian_log_likelihood(x, mean, C)
    assert ours == pytest.approx(scipy.stats.multivariate_normal(mean, C).logpdf(x).sum(), rel=1e-12)
    theirs = torch.distributions.MultivariateNormal(torch.tensor(mean), torch.tensor(C)).log_prob(torch.tensor(x)).sum()
    assert ours == pytest.approx(theirs.item(), rel=1e-12)


def test_independent_features_are_a_sum_of_normal_densities():
    x, mean, deviations = points(2, 6, 3), np.array([1.0, -0.5, 2.0]), np.array([0.5, 2.0, 1.5])
    ours = likelihood.gaussian_log_likelihood(x, mean, np.diag(deviations**2))
    assert ours == pytest.approx(scipy.stats.norm(mean, deviations).logpdf(x).sum(), rel=1e-13)


def test_densities_that_are_0_and_determinants_that_are_infinite_have_a_logarithm():
    far = likelihood.gaussian_log_likelihood(np.array([[100.0]]), np.array([0.0]), np.array([[1.0]]))
    assert far == pytest.approx(-5000 - 0.5 * math.log(2 * math.pi), rel=1e-14)
    for variance in (2.0**20, 2.0**-20):  # to the power of 60
        answer = likelihood.gaussian_log_likelihood(np.zeros((2, 60)), np.zeros(60), np.eye(60) * variance)
        assert answer == pytest.approx(-60 * math.log(2 * math.pi * variance), rel=1e-13)


def test_the_handouts_numbers():
    x, mean, C = np.array([[1.0, -1.0], [3.0, 0.0], [0.0, 1.0]]), np.array([1.0, -1.0]), np.array([[4.0, 2.0], [2.0, 2.0]])
    by_hand = -0.5 * (7.5 + 3 * math.log(4) + 6 * math.log(2 * math.pi))
    assert likelihood.gaussian_log_likelihood(x, mean, C) == pytest.approx(by_hand, rel=1e-14) == pytest.approx(-11.343073, abs=5e-7)
    mean, C = likelihood.gaussian_mle(np.array([[1.0, 0.0], [2.0, 4.0], [3.0, 1.0], [6.0, 3.0]]))
    assert mean.tolist() == [3, 2]
    assert C.tolist() == [[3.5, 1.25], [1.25, 2.5]]


@pytest.mark.parametrize("seed", range(3))
def test_the_fits_of_scipy_and_scikit_learn_agree(seed):
    x = points(seed, 25, 4)
    mean, C = likelihood.gaussian_mle(x)
    other_mean, other_C = scipy.stats.multivariate_normal.fit(x)
    assert mean == pytest.approx(other_mean, rel=1e-12)
    assert pytest.approx(other_C, rel=1e-12) == C
    assert pytest.approx(sklearn.covariance.EmpiricalCovariance().fit(x).covariance_, rel=1e-12) == C


def test_no_other_gaussian_makes_the_points_more_likely():
    x, rng = points(5, 12, 3), np.random.default_rng(6)
    mean, C = likelihood.gaussian_mle(x)
    best = likelihood.gaussian_log_likelihood(x, mean, C)
    assert best > likelihood.gaussian_log_likelihood(x, mean, np.cov(x, rowvar=False))
    for _ in range(20):
        change = rng.normal(size=(3, 3)) * 0.05
        other = (np.eye(3) + change) @ C @ (np.eye(3) + change).T
        assert best > likelihood.gaussian_log_likelihood(x, mean + rng.normal(size=3) * 0.05, other)


# ---- categorical ----


def test_shares_are_those_that_scipy_counts():
    observations = np.array([2, 0, 2, 1, 2, 0, 4, 2])
    shares = likelihood.categorical_mle(observations, 6).tolist()
    assert shares == [0.25, 0.125, 0.5, 0, 0.125, 0]
    assert shares == scipy.stats.relfreq(observations, numbins=6, defaultreallimits=(-0.5, 5.5)).frequency.tolist()


def test_no_other_shares_make_the_observations_more_likely():
    observations = np.random.default_rng(7).integers(4, size=30)
    counts = np.array([int(np.sum(observations == value)) for value in range(4)])
    shares = likelihood.categorical_mle(observations, 4)
    best = scipy.stats.multinomial(30, shares).logpmf(counts)
    others = np.random.default_rng(8).dirichlet(counts, size=50)
    assert all(best > scipy.stats.multinomial(30, other).logpmf(counts) for other in others)


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    x = points(9, 6, 2).astype(np.float32)
    observations = np.array([1, 0, 1])
    before = x.copy(), observations.copy()
    mean, C = likelihood.gaussian_mle(x)
    assert mean.dtype == C.dtype == likelihood.gaussian_log_likelihood(x, mean, C).dtype == np.float32
    likelihood.categorical_mle(observations, 3)
    assert np.array_equal(x, before[0])
    assert np.array_equal(observations, before[1])
