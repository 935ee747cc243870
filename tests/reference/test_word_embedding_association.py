"""Witnesses of reference/word_embedding_association.py: the published definition word by word with SciPy, exact fractions, invariances."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import numpy as np
import pytest
from scipy.spatial.distance import cosine

from reference.word_embedding_association import association_bias


def drawn(seed: int = 51) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {name: rng.normal(size=(count, 6)) for name, count in zip("XYAB", (5, 7, 3, 4), strict=True)}


def published(X, Y, A, B) -> float:
    """Caliskan et al., 2017, supplement: mean_x s(x, A, B) - mean_y s(y, A, B), over std_dev of w in the union of X and Y."""

    def s(w: np.ndarray) -> float:
        return statistics.fmean(1 - cosine(w, a) for a in A) - statistics.fmean(1 - cosine(w, b) for b in B)

    of_x, of_y = [s(x) for x in X], [s(y) for y in Y]
    return (statistics.fmean(of_x) - statistics.fmean(of_y)) / statistics.stdev(of_x + of_y)


@pytest.mark.parametrize("seed", range(51, 56))
def test_the_effect_size_is_the_published_one(seed):
    vectors = drawn(seed)
    assert association_bias(**vectors) == pytest.approx(published(**vectors), abs=1e-12)


def test_the_handouts_vectors_in_exact_fractions():
    """All of them have whole numbers for lengths, so their cosines are fractions."""
    X, Y, A, B = [(3, 4), (5, 0)], [(0, 2), (-4, 3), (8, 6)], [(1, 0), (4, 3)], [(0, 2), (-6, 8), (-3, 4)]

    def mean_cosine(w: tuple[int, int], others: list[tuple[int, int]]) -> Fraction:
        return statistics.mean(Fraction(w[0] * o[0] + w[1] * o[1], math.isqrt(w[0] ** 2 + w[1] ** 2) * int(math.hypot(*o))) for o in others)

    of_x, of_y = ([mean_cosine(w, A) - mean_cosine(w, B) for w in words] for words in (X, Y))
    assert of_x == [Fraction(49, 150), Fraction(13, 10)]
    exact = float(statistics.mean(of_x) - statistics.mean(of_y)) / math.sqrt(statistics.variance(of_x + of_y))
    assert association_bias(*(np.array(group, dtype=np.float64) for group in (X, Y, A, B))) == pytest.approx(exact, abs=1e-14)
    assert exact == pytest.approx(1.16075795, abs=1e-8)


def test_exchanging_groups_or_attributes_turns_the_sign():
    vectors = drawn()
    right = association_bias(**vectors)
    assert association_bias(vectors["Y"], vectors["X"], vectors["A"], vectors["B"]) == pytest.approx(-right, abs=1e-13)
    assert association_bias(vectors["X"], vectors["Y"], vectors["B"], vectors["A"]) == pytest.approx(-right, abs=1e-13)


def test_lengths_and_rotations_do_not_matter():
    rng = np.random.default_rng(57)
    vectors = drawn()
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    changed = {name: (value * rng.uniform(0.1, 50, size=(len(value), 1))) @ turn for name, value in vectors.items()}
    assert association_bias(**changed) == pytest.approx(association_bias(**vectors), abs=1e-12)


def test_two_groups_that_are_alike_have_no_effect_and_two_words_have_the_largest():
    vectors = drawn()
    assert association_bias(vectors["X"], vectors["X"], vectors["A"], vectors["B"]) == pytest.approx(0, abs=1e-14)
    one_each = association_bias(vectors["X"][:1], vectors["Y"][:1], vectors["A"], vectors["B"])
    assert abs(one_each) == pytest.approx(math.sqrt(2), abs=1e-13)  # |a - b| over its own standard deviation, n - 1


def test_float32_is_near():
    vectors = drawn()
    single = association_bias(**{name: value.astype(np.float32) for name, value in vectors.items()})
    assert single == pytest.approx(association_bias(**vectors), abs=1e-5)
