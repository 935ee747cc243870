"""Witnesses for reference/markov_chain.py: the slides' numbers, exact fractions, and an eigenvector of scipy's."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg

from reference.markov_chain import markov_distribution, stationary_distribution

SLIDES = np.array([[0.5, 0.1, 0.7], [0.3, 0.5, 0.2], [0.2, 0.4, 0.1]])
SQUARED = np.array([[0.42, 0.38, 0.44], [0.34, 0.36, 0.33], [0.24, 0.26, 0.23]])  # by hand, from the slides' table


def column_stochastic(rng: np.random.Generator, states: int) -> np.ndarray:
    P = rng.random((states, states)) + 0.05
    return P / P.sum(axis=0)


def test_the_slides_chain_takes_one_step_from_s1():
    assert markov_distribution(SLIDES, np.array([1.0, 0.0, 0.0]), 1) == pytest.approx([0.5, 0.3, 0.2])


@pytest.mark.parametrize("start", range(3))
def test_the_slides_chain_takes_two_steps(start):
    assert markov_distribution(SLIDES, np.eye(3)[start], 2) == pytest.approx(SQUARED[:, start])


def test_the_slides_chain_settles_at_the_published_ninetieths():
    assert stationary_distribution(SLIDES) == pytest.approx(np.array([37, 31, 22]) / 90)


def test_five_steps_agree_with_exact_fractions():
    sixteenths = [[3, 1, 9], [5, 12, 2], [8, 3, 5]]
    p = [Fraction(1, 4), Fraction(5, 8), Fraction(1, 8)]
    answer = markov_distribution(np.array(sixteenths) / 16, np.array(p, dtype=float), 5)
    for _ in range(5):
        p = [sum(Fraction(a, 16) * x for a, x in zip(row, p, strict=True)) for row in sixteenths]
    assert answer == pytest.approx([float(x) for x in p], rel=1e-14)


def test_the_land_of_oz_settles():
    """Grinstead and Snell's weather in the Land of Oz (rain, nice, snow): the limit is (2/5, 1/5, 2/5)."""
    oz = np.array([[0.5, 0.25, 0.25], [0.5, 0.0, 0.5], [0.25, 0.25, 0.5]])  # their rows are the present
    assert stationary_distribution(oz.T) == pytest.approx([0.4, 0.2, 0.4])
    assert markov_distribution(oz.T, np.array([1.0, 0.0, 0.0]), 2) == pytest.approx([0.438, 0.188, 0.375], abs=6e-4)  # as printed


@pytest.mark.parametrize("seed", range(5))
def test_other_chains_settle_where_scipy_finds_the_eigenvector_of_1(seed):
    P = column_stochastic(np.random.default_rng(seed), 4)
    values, vectors = scipy.linalg.eig(P)
    witness = vectors[:, np.argmin(np.abs(values - 1))].real
    assert stationary_distribution(P) == pytest.approx(witness / witness.sum(), rel=1e-10)


def test_a_walk_that_never_stands_still_settles_by_its_degrees():
    """A random walk on a graph stays at each place in proportion to the number of its neighbours, although it has period 2 here."""
    neighbours = np.array([[0, 1, 0, 0, 0], [1, 0, 1, 1, 0], [0, 1, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0]])
    degrees = neighbours.sum(axis=0)
    assert stationary_distribution(neighbours / degrees) == pytest.approx(degrees / degrees.sum())


def test_no_steps_leave_a_copy():
    p0 = np.array([0.25, 0.125, 0.625])
    answer = markov_distribution(SLIDES, p0, 0)
    assert np.array_equal(answer, p0)
    assert answer is not p0


def test_columns_off_by_more_than_a_ten_thousandth_are_refused():
    with pytest.raises(ValueError, match="column"):
        markov_distribution(SLIDES.T, np.array([1.0, 0.0, 0.0]), 1)
    with pytest.raises(ValueError, match="column"):
        markov_distribution(SLIDES - np.diag([2e-4, 0, 0]), np.array([1.0, 0.0, 0.0]), 1)


def test_rounding_is_accepted():
    assert SLIDES[:, 2].sum() != 1  # the slides' own third column
    markov_distribution(SLIDES + np.diag([5e-5, 0, 0]), np.array([1.0, 0.0, 0.0]), 1)


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    P, p0 = SLIDES.astype(np.float32), np.array([0.25, 0.125, 0.625], dtype=np.float32)
    before = P.copy(), p0.copy()
    assert markov_distribution(P, p0, 3).dtype == stationary_distribution(P).dtype == np.float32
    assert np.array_equal(P, before[0])
    assert np.array_equal(p0, before[1])
