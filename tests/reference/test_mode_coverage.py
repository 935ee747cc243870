"""Witnesses of reference/mode_coverage.py: SciPy's distances, a count by hand, and samples whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

from reference.mode_coverage import mode_coverage


@pytest.mark.parametrize("size", [1, 2, 3])
def test_it_counts_as_scipys_distances_do(size):
    rng = np.random.default_rng(61)
    for radius in (0.1, 0.4, 1.0, 3.0):
        samples, centres = rng.normal(size=(40, size)), rng.normal(size=(9, size))
        near = cdist(samples, centres) <= radius
        covered = sum(bool(found) for found in KDTree(samples).query_ball_point(centres, radius))
        assert mode_coverage(samples, centres, radius) == (covered, near.any(axis=1).mean())


def test_a_distance_that_is_the_radius_counts():
    centres = np.array([[0.0, 0.0], [10.0, 0.0]])
    assert mode_coverage(np.array([[3.0, 4.0], [-4.0, 4.0]]), centres, 5.0) == (1, 0.5)


def test_a_sample_covers_both_of_two_near_centres_and_counts_once():
    assert mode_coverage(np.array([[0.0], [9.0]]), np.array([[-1.0], [1.0], [5.0]]), 1.0) == (2, 0.5)


def test_the_ring_itself_a_gaussian_and_one_mode():
    """The data cover all; a Gaussian of the same spread covers all and is near with few samples; one mode is the other way round."""
    rng = np.random.default_rng(62)
    angles = 2 * np.pi * np.arange(8) / 8
    centres = 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    data = centres[np.arange(2000) % 8] + 0.05 * rng.normal(size=(2000, 2))
    assert mode_coverage(data, centres, 0.3) == (8, 1.0)
    count, share = mode_coverage(rng.multivariate_normal(data.mean(axis=0), np.cov(data, rowvar=False), size=2000), centres, 0.3)
    assert count == 8
    # the density at a centre, 1 / (2 pi 2) exp(-1), times eight circles of radius 0.3
    assert share == pytest.approx(8 * 0.09 * np.exp(-1) / 4, rel=0.2)
    assert mode_coverage(data[::8], centres, 0.3) == (1, 1.0)
