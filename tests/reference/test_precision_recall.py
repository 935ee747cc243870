"""Witnesses of reference/precision_recall.py: scikit-learn's neighbours, SciPy's distances, brute force in whole numbers."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.spatial.distance
import sklearn.metrics
import sklearn.neighbors

from reference import precision_recall as neighbours


def share_with_sklearn(points: np.ndarray, centres: np.ndarray, k: int) -> float:
    """Radii from scikit-learn, which leaves a point out of its own neighbours when it is asked for none in particular."""
    model = sklearn.neighbors.NearestNeighbors(n_neighbors=k).fit(centres)
    radii = model.kneighbors(return_distance=True)[0][:, -1]
    return float((scipy.spatial.distance.cdist(points, centres) <= radii).any(axis=1).mean())


def share_by_force(points: list, centres: list, k: int) -> Fraction:
    """Squared distances of whole numbers, point by point."""

    def squared(x: list, y: list) -> int:
        return sum((i - j) ** 2 for i, j in zip(x, y, strict=True))

    inside = 0
    for point in points:
        for i, centre in enumerate(centres):
            others = sorted(squared(centre, other) for j, other in enumerate(centres) if j != i)
            if squared(point, centre) <= others[k - 1]:
                inside += 1
                break
    return Fraction(inside, len(points))


@pytest.mark.parametrize("k", [1, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_scikit_learns_neighbours_agree(seed, k):
    rng = np.random.default_rng(seed)
    real, fake = rng.normal(size=(40, 4)), rng.normal(size=(31, 4)) * 0.8 + 0.5
    precision, recall, _ = neighbours.precision_recall_f1(real, fake, k)
    assert precision == share_with_sklearn(fake, real, k)
    assert recall == share_with_sklearn(real, fake, k)


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_brute_force_agrees_where_points_lie_on_the_surface(seed, k):
    rng = np.random.default_rng(seed)
    real, fake = rng.integers(0, 7, size=(9, 2)), rng.integers(0, 7, size=(6, 2)) + 3
    precision, recall, f1 = neighbours.precision_recall_f1(real / 1.0, fake / 1.0, k)
    p, r = share_by_force(fake.tolist(), real.tolist(), k), share_by_force(real.tolist(), fake.tolist(), k)
    assert (precision, recall) == (float(p), float(r))
    assert f1 == pytest.approx(float(2 / (1 / p + 1 / r)) if p and r else 0.0, rel=1e-14)


def test_f1_is_scikit_learns_on_counts():
    """As many true answers as precision and recall say: 3 of 4 found are right, 3 of 5 right ones are found."""
    truth, said = [1, 1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 0, 1, 0]
    assert sklearn.metrics.precision_score(truth, said) == 3 / 4
    assert sklearn.metrics.recall_score(truth, said) == 3 / 5
    rng = np.random.default_rng(0)
    drawn = (neighbours.precision_recall_f1(rng.normal(size=(5, 2)), rng.normal(size=(4, 2)), 1) for _ in range(1000))
    f1 = next(f1 for precision, recall, f1 in drawn if (precision, recall) == (3 / 4, 3 / 5))
    assert f1 == pytest.approx(sklearn.metrics.f1_score(truth, said), rel=1e-14)


def test_a_point_on_the_surface_is_inside():
    line = np.arange(4.0)[:, None] * [3.0, 4.0]  # steps of 5
    assert neighbours.precision_recall_f1(line[2:], line[:2], 1) == (0.5, 0.5, 0.5)


def test_far_apart_everything_is_0_and_on_one_another_everything_is_1():
    x = np.random.default_rng(3).normal(size=(8, 3))
    assert neighbours.precision_recall_f1(x, x[:5] + 100, 2) == (0, 0, 0)
    assert neighbours.precision_recall_f1(x, x, 1) == (1, 1, 1)


def test_one_image_again_and_again_is_precise_and_recalls_little():
    rng = np.random.default_rng(4)
    real = rng.normal(size=(200, 2))
    precision, recall, _ = neighbours.precision_recall_f1(real, real[:1] + rng.normal(size=(50, 2)) * 0.01, 3)
    assert precision == 1
    assert recall < 0.05


def test_the_handouts_points():
    real, fake = np.array([[4.0, 4], [8, 6], [3, 3], [1, 8], [6, 6]]), np.array([[8.0, 2], [9, 1], [7, 1], [7, 7]])
    assert neighbours.precision_recall_f1(real, fake, 1) == pytest.approx((0.25, 0.6, 6 / 17), rel=1e-14)
    assert neighbours.precision_recall_f1(real, fake, 2) == pytest.approx((0.5, 0.8, 8 / 13), rel=1e-14)


def test_arguments_stay_as_they_were():
    rng = np.random.default_rng(5)
    real, fake = rng.normal(size=(9, 3)).astype(np.float32), rng.normal(size=(7, 3)).astype(np.float32)
    before = real.copy(), fake.copy()
    neighbours.precision_recall_f1(real, fake, 2)
    assert np.array_equal(real, before[0])
    assert np.array_equal(fake, before[1])
