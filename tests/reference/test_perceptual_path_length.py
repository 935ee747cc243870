"""Witnesses of reference/perceptual_path_length.py: SciPy's geometric_slerp and rotations, torchmetrics' interpolation, closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.spatial
import torch

from reference import perceptual_path_length as path


def pairs(seed: int, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=shape), rng.normal(size=shape)


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


# ---- spherical interpolation ----


@pytest.mark.parametrize("size", [2, 3, 7])
def test_scipy_goes_along_the_same_arc_of_the_unit_sphere(size):
    a, b = (unit(x) for x in pairs(size, size))
    times = np.linspace(0, 1, 9)
    theirs = scipy.spatial.geometric_slerp(a, b, times)
    assert np.array([path.slerp(a, b, t) for t in times]) == pytest.approx(theirs, abs=1e-14)


@pytest.mark.parametrize("shape", [(5,), (6, 4), (2, 3, 5)])
@pytest.mark.parametrize("t", [0.0, 0.3, 0.5, 1.0])
def test_torchmetrics_interpolates_the_same(shape, t):
    from torchmetrics.functional.image.perceptual_path_length import _interpolate

    a, b = pairs(len(shape), *shape)
    rows = torch.tensor(a.reshape(-1, shape[-1])), torch.tensor(b.reshape(-1, shape[-1]))
    theirs = _interpolate(*rows, t, interpolation_method="slerp_any").numpy().reshape(shape)
    assert path.slerp(a, b, t) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def test_quaternions_turn_evenly():
    """Shoemake's use of it: slerp of unit quaternions is a rotation of constant speed."""
    turns = scipy.spatial.transform.Rotation.from_rotvec([[0.2, -0.4, 0.1], [1.0, 0.3, -0.5]])
    a, b = turns.as_quat()
    b = b if a @ b > 0 else -b
    theirs = scipy.spatial.transform.Slerp([0, 1], turns)
    for t in (0.25, 0.6):
        ours = scipy.spatial.transform.Rotation.from_quat(path.slerp(a, b, t))
        assert (ours.inv() * theirs(t)).magnitude() == pytest.approx(0, abs=1e-12)


def test_it_begins_at_a_and_ends_at_b_whatever_their_lengths():
    a, b = pairs(3, 8, 5)
    assert path.slerp(a * 3, b / 7, 0.0) == pytest.approx(a * 3, rel=1e-13)
    assert path.slerp(a * 3, b / 7, 1.0) == pytest.approx(b / 7, rel=1e-13)


def test_vectors_of_one_direction_are_joined_by_a_line():
    a = np.random.default_rng(5).normal(size=(200, 4))  # many: rounding makes some cosines larger than 1
    factors = np.random.default_rng(6).uniform(0.1, 5, size=(200, 1))
    assert path.slerp(a, a * factors, 0.3) == pytest.approx(a * (0.7 + 0.3 * factors), rel=1e-7)
    mixed = path.slerp(np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([[6.0, 0.0], [0.0, 6.0]]), 0.25)
    assert mixed[0].tolist() == [3.0, 0.0]
    assert mixed[1] == pytest.approx([2 * math.cos(math.pi / 8), 6 * math.sin(math.pi / 8)], rel=1e-14)


def test_the_handouts_arcs():
    answer = path.slerp(np.array([2.0, 0.0, 0.0]), np.array([0.0, 3.0, 3.0]), 1 / 3)
    assert answer == pytest.approx([math.sqrt(3), 1.5, 1.5], rel=1e-14)
    a, b = np.array([[2.0, 0.0, 0.0], [1.0, -1.0, 0.0]]), np.array([[3.0, 3.0, 0.0], [0.0, 2.0, -2.0]])
    angles = [math.pi / 4, 2 * math.pi / 3]
    shares = [[math.sin(0.75 * w) / math.sin(w), math.sin(0.25 * w) / math.sin(w)] for w in angles]
    by_hand = np.array([share[0] * x + share[1] * y for share, x, y in zip(shares, a, b, strict=True)])
    assert path.slerp(a, b, 0.25) == pytest.approx(by_hand, rel=1e-13, abs=1e-15)
    assert by_hand[0] == pytest.approx([2.399088, 0.827698, 0], abs=5e-7)


# ---- path length ----


def test_scipys_squared_distances_agree():
    a, b = pairs(7, 9, 4)
    theirs = np.mean([scipy.spatial.distance.sqeuclidean(x, y) for x, y in zip(a, b, strict=True)]) / 0.1**2
    assert path.perceptual_path_length(a, b, 0.1) == pytest.approx(theirs, rel=1e-13)


def test_a_linear_generator_has_the_length_of_its_step_for_every_epsilon():
    """f(z) = z W moves by epsilon (b - a) W on the way from a to b: epsilon falls out."""
    a, b = pairs(8, 6, 3)
    W = np.random.default_rng(9).normal(size=(3, 5))
    length = np.mean(np.sum(((b - a) @ W) ** 2, axis=1))
    for epsilon in (0.5, 1e-2, 1e-4):
        nearby = (a + epsilon * (b - a)) @ W
        assert path.perceptual_path_length(a @ W, nearby, epsilon) == pytest.approx(length, rel=1e-9)


def test_along_an_arc_it_is_the_square_of_its_speed():
    """slerp between unit vectors turns by w in one unit of time: a chord of epsilon w."""
    a, b = (unit(x) for x in pairs(10, 50, 6))
    w = np.arccos(np.sum(a * b, axis=1))
    chords = 2 * np.sin(1e-3 * w / 2) / 1e-3
    length = path.perceptual_path_length(path.slerp(a, b, 0.4), path.slerp(a, b, 0.401), 1e-3)
    assert length == pytest.approx(np.mean(chords**2), rel=1e-9)


def test_the_handouts_steps():
    features, nearby = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]), np.array([[1.25, 2.0], [0.0, -0.5], [3.5, 1.25]])
    assert path.perceptual_path_length(features, nearby, 0.5) == pytest.approx(5 / 6, rel=1e-15)


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    a, b = (x.astype(np.float32) for x in pairs(12, 5, 3))
    before = a.copy(), b.copy()
    assert path.slerp(a, b, 0.25).dtype == path.perceptual_path_length(a, b, 0.5).dtype == np.float32
    assert np.array_equal(a, before[0])
    assert np.array_equal(b, before[1])
