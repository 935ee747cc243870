"""Witnesses of reference/sample_audit.py: SciPy's distances, scikit-learn's neighbours, n-grams counted by hand, and plain facts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from scipy.spatial.distance import cdist, pdist, squareform
from sklearn.neighbors import NearestNeighbors

from reference import sample_audit


def rows(seed: int, count: int, features: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, features))


# ---- duplicates and memorisation ----


@pytest.mark.parametrize("tolerance", [0.5, 1.0, 1.5, 2.5])
def test_duplicates_are_those_of_scipys_pairs(tolerance):
    X = rows(1, 40, 3)
    table = squareform(pdist(X))
    duplicates = [i for i in range(len(X)) if any(table[i, j] <= tolerance for j in range(i))]
    assert 0 < len(duplicates) < len(X)
    assert sample_audit.duplicate_rate(X, tolerance) == pytest.approx(len(duplicates) / len(X), abs=1e-15)


def test_duplicates_without_tolerance_are_what_a_set_loses():
    X = np.random.default_rng(2).integers(0, 3, size=(60, 3)).astype(np.float64)
    assert sample_audit.duplicate_rate(X, 0.0) == pytest.approx(1 - len(set(map(tuple, X.tolist()))) / 60, abs=1e-15)


def test_a_chain_of_near_rows_is_all_duplicates_but_the_first():
    chain = np.arange(7.0)[:, None]
    assert sample_audit.duplicate_rate(chain, 1.0) == pytest.approx(6 / 7)
    assert sample_audit.duplicate_rate(chain, 0.99) == 0
    assert sample_audit.duplicate_rate(chain[:1], 1.0) == 0


@pytest.mark.parametrize("threshold", [0.4, 0.8, 1.6])
def test_memorised_rows_are_those_of_scikit_learns_neighbours(threshold):
    generated, training = rows(3, 50, 3), rows(4, 30, 3)
    nearest = NearestNeighbors(n_neighbors=1).fit(training).kneighbors(generated)[0][:, 0]
    assert sample_audit.memorisation_rate(generated, training, threshold) == pytest.approx(np.mean(nearest <= threshold), abs=1e-15)
    assert np.allclose(cdist(generated, training).min(axis=1), nearest, rtol=1e-12, atol=0)


def test_within_counts_the_border():
    origin, rest = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [9.0, 9.0]])
    assert sample_audit.memorisation_rate(origin, rest, 5.0) == 1
    assert sample_audit.memorisation_rate(origin, rest, 4.999) == 0
    assert sample_audit.duplicate_rate(np.concatenate([origin, rest]), 5.0) == pytest.approx(1 / 3)


# ---- quality and diversity ----


def witness(points: np.ndarray, centres: np.ndarray, k: int) -> float:
    """The share of points inside a ball, with scikit-learn's neighbours; it leaves a point of its own set out by itself."""
    radii = NearestNeighbors(n_neighbors=k).fit(centres).kneighbors()[0][:, -1]
    return float(np.mean([any(np.linalg.norm(p - c) <= r for c, r in zip(centres, radii, strict=True)) for p in points]))


@pytest.mark.parametrize("k", [1, 3, 5])
def test_precision_and_recall_are_scikit_learns(k):
    real = rows(5, 40, 3)
    samples = [rows(6, 30, 3), 0.2 * rows(7, 25, 3) + 1, 3 * rows(8, 35, 3)]
    precisions, recalls = sample_audit.quality_diversity(real, samples, k)
    assert precisions.shape == recalls.shape == (3,)
    np.testing.assert_allclose(precisions, [witness(one, real, k) for one in samples], rtol=0, atol=1e-15)
    np.testing.assert_allclose(recalls, [witness(real, one, k) for one in samples], rtol=0, atol=1e-15)


def test_a_set_against_itself_is_perfect_and_against_another_planet_is_nothing():
    real = rows(9, 20, 4)
    precisions, recalls = sample_audit.quality_diversity(real, [real, real + 1000], 2)
    assert precisions.tolist() == recalls.tolist() == [1.0, 0.0]


def test_a_collapsed_set_is_precise_and_recalls_little():
    modes = np.array([[-5.0, 0.0], [5.0, 0.0], [0.0, 5.0]])
    real = np.repeat(modes, 20, axis=0) + 0.3 * rows(10, 60, 2)
    one_mode = modes[0] + 0.1 * rows(11, 30, 2)
    (precision,), (recall,) = sample_audit.quality_diversity(real, [one_mode], 3)
    assert precision == 1
    assert recall < 1 / 3


def test_a_copy_is_a_neighbour_at_distance_zero_and_the_border_is_inside():
    assert sample_audit.ball_radii(np.array([[0.0], [0.0], [2.0]]), 1).tolist() == [0, 0, 2]
    real = np.array([[0.0], [2.0], [9.0]])
    precisions, _ = sample_audit.quality_diversity(real, [np.array([[4.0], [17.0]])], 1)
    assert precisions.tolist() == [0.5]  # 4 is on the border of the ball of 2; 17 lies outside the ball of 9, which has the radius 7


# ---- repetition ----


def by_hand(tokens: list[int], n: int) -> Fraction:
    """1 - distinct / all, with the n-grams as tuples of n shifted lists."""
    counts = Counter(zip(*(tokens[i:] for i in range(n)), strict=False))
    return 1 - Fraction(len(counts), counts.total()) if counts else Fraction(0)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_repetition_is_counted_by_hand(n):
    for seed in range(20):
        tokens = np.random.default_rng(seed).integers(0, 4, size=30)
        assert sample_audit.repetition_rate(tokens, n) == pytest.approx(float(by_hand(tokens.tolist(), n)), abs=1e-15)


def test_repetition_of_known_texts():
    assert sample_audit.repetition_rate(np.array([1, 2, 3, 1, 2, 4, 1, 2, 3]), 2) == pytest.approx(3 / 8)
    assert sample_audit.repetition_rate(np.full(10, 5), 3) == pytest.approx(7 / 8)
    assert sample_audit.repetition_rate(np.arange(10), 2) == 0
    assert sample_audit.repetition_rate(np.array([1, 12, 11, 2]), 2) == 0


def test_a_text_without_ngrams_repeats_nothing():
    assert sample_audit.repetition_rate(np.array([3, 3]), 3) == 0
    assert sample_audit.repetition_rate(np.array([3, 3, 3]), 3) == 0


def test_float32_stays_float32():
    real, samples = rows(12, 9, 2).astype(np.float32), [rows(13, 7, 2).astype(np.float32)]
    assert [part.dtype for part in sample_audit.quality_diversity(real, samples, 2)] == [np.float32, np.float32]
    assert sample_audit.distances(real, samples[0]).dtype == np.float32
