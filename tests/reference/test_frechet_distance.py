"""Witnesses of reference/frechet_distance.py: SciPy's matrix root, torchmetrics' FID, closed forms, and optimal transport of samples."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
import scipy.linalg
import torch

from reference import frechet_distance as frechet


def covariance(rng: np.random.Generator, size: int, rank: int) -> np.ndarray:
    factor = rng.normal(size=(size, rank))
    return factor @ factor.T


def with_scipys_root(mu1, C1, mu2, C2) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", scipy.linalg.LinAlgWarning)  # it warns of singular matrices
        root = scipy.linalg.sqrtm(C1 @ C2)
    return float(np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2 - 2 * root).real)


@pytest.mark.parametrize("seed", range(6))
def test_scipys_matrix_root_agrees(seed):
    rng = np.random.default_rng(seed)
    mu1, mu2, C1, C2 = rng.normal(size=6), rng.normal(size=6), covariance(rng, 6, 9), covariance(rng, 6, 8)
    assert not np.allclose(C1 @ C2, C2 @ C1)
    assert frechet.frechet_distance(mu1, C1, mu2, C2) == pytest.approx(with_scipys_root(mu1, C1, mu2, C2), rel=1e-10)


@pytest.mark.parametrize(("rank1", "rank2"), [(6, 4), (4, 6), (4, 3), (2, 5), (0, 6)])
def test_singular_covariances_agree_with_scipy_too(rank1, rank2):
    rng = np.random.default_rng(rank1)
    mu1, mu2, C1, C2 = rng.normal(size=6), rng.normal(size=6), covariance(rng, 6, rank1), covariance(rng, 6, rank2)
    assert frechet.frechet_distance(mu1, C1, mu2, C2) == pytest.approx(with_scipys_root(mu1, C1, mu2, C2), rel=1e-7)


def test_two_gaussians_of_rank_one_have_a_closed_form():
    """trace((aa^T bb^T)^(1/2)) = |a . b|."""
    a, b = np.array([2.0, -1.0, 0.5]), np.array([-1.0, 3.0, 2.0])
    distance = frechet.frechet_distance(np.zeros(3), np.outer(a, a), np.ones(3), np.outer(b, b))
    assert distance == pytest.approx(3 + a @ a + b @ b - 2 * abs(a @ b), rel=1e-12)


def test_on_a_line_and_along_the_axes_it_is_a_sum_of_squares():
    """(m1 - m2)^2 + (s1 - s2)^2 for each axis, where nothing is correlated."""
    assert frechet.frechet_distance(np.array([1.0]), np.array([[4.0]]), np.array([3.0]), np.array([[9.0]])) == pytest.approx(5, rel=1e-14)
    s1, s2, mean = np.array([1.0, 2.0, 0.5]), np.array([3.0, 1.5, 0.25]), np.array([0.5, -2.0, 1.0])
    distance = frechet.frechet_distance(mean, np.diag(s1**2), np.zeros(3), np.diag(s2**2))
    assert distance == pytest.approx(np.sum(mean**2) + np.sum((s1 - s2) ** 2), rel=1e-13)


def test_the_handouts_planes():
    C1, C2 = np.array([[1.0, 1.0], [1.0, 5.0]]), np.array([[5.0, 3.0], [3.0, 2.0]])
    assert frechet.frechet_distance(np.array([1.0, 2.0]), C1, np.array([3.0, 1.0]), C2) == pytest.approx(8, rel=1e-14)
    real = np.array([[2, 2], [7, 6], [6, 4]])
    fake = np.array([[5, 3], [2, 2], [7, 1], [6, 3], [0, 1]])
    assert frechet.fid(real, fake) == pytest.approx(7.280578, abs=5e-7)


def test_it_is_0_for_equal_gaussians_and_does_not_mind_the_order():
    rng = np.random.default_rng(8)
    mu1, mu2, C1, C2 = rng.normal(size=4), rng.normal(size=4), covariance(rng, 4, 6), covariance(rng, 4, 3)
    assert frechet.frechet_distance(mu1, C1, mu1, C1) == pytest.approx(0, abs=1e-12 * np.trace(C1))
    assert frechet.frechet_distance(mu1, C1, mu2, C2) == pytest.approx(frechet.frechet_distance(mu2, C2, mu1, C1), rel=1e-7)


def test_it_is_the_cost_of_the_best_map_between_the_gaussians():
    """x -> mu2 + A (x - mu1) with A = C1^(-1/2) (C1^(1/2) C2 C1^(1/2))^(1/2) C1^(-1/2) moves one into the other at the least cost."""
    rng = np.random.default_rng(9)
    mu1, mu2, C1, C2 = rng.normal(size=3), rng.normal(size=3), covariance(rng, 3, 5), covariance(rng, 3, 5)
    half = scipy.linalg.sqrtm(C1)
    A = np.linalg.solve(half, scipy.linalg.sqrtm(half @ C2 @ half)) @ np.linalg.inv(half)
    assert pytest.approx(C2, rel=1e-10) == A @ C1 @ A.T
    move = A - np.eye(3)
    assert frechet.frechet_distance(mu1, C1, mu2, C2) == pytest.approx(np.sum((mu1 - mu2) ** 2) + np.trace(move @ C1 @ move.T), rel=1e-10)


# ---- FID ----


@pytest.mark.parametrize(("real", "fake", "features"), [(200, 230, 6), (40, 25, 8)])
def test_torchmetrics_gives_the_same_fid(real, fake, features):
    from torchmetrics.image.fid import _compute_fid

    rng = np.random.default_rng(features)
    x = rng.normal(size=(real, features)) @ rng.normal(size=(features, features)) + rng.normal(size=features)
    y = rng.normal(size=(fake, features)) @ rng.normal(size=(features, features))
    statistics = [torch.tensor(part) for z in (x, y) for part in (z.mean(axis=0), np.cov(z, rowvar=False))]
    assert frechet.fid(x, y) == pytest.approx(_compute_fid(*statistics).item(), rel=1e-10)


def test_fewer_images_than_features_agree_with_scipy():
    rng = np.random.default_rng(11)
    x, y = rng.normal(size=(5, 8)), rng.normal(size=(4, 8)) + 1
    fitted = [part for z in (x, y) for part in (z.mean(axis=0), np.cov(z, rowvar=False))]
    assert frechet.fid(x, y) == pytest.approx(with_scipys_root(*fitted), rel=1e-7)


def test_on_a_line_many_samples_come_near_the_distance_between_distributions():
    """In one dimension the best map sorts: the Wasserstein-2 distance of two samples is that of their sorted values."""
    rng = np.random.default_rng(12)
    x, y = rng.normal(1, 2, size=(20_000, 1)), rng.normal(3, 3, size=(20_000, 1))
    assert frechet.fid(x, y) == pytest.approx(np.mean((np.sort(x[:, 0]) - np.sort(y[:, 0])) ** 2), rel=0.01)


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    rng = np.random.default_rng(13)
    x, y = rng.normal(size=(9, 4)).astype(np.float32), rng.normal(size=(3, 4)).astype(np.float32)
    before = x.copy(), y.copy()
    assert frechet.fid(x, y).dtype == np.float32
    assert frechet.fid(x, y) == pytest.approx(frechet.fid(x.astype(np.float64), y.astype(np.float64)), rel=1e-5)
    assert np.array_equal(x, before[0])
    assert np.array_equal(y, before[1])
