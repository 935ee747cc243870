"""Witnesses of reference/private_gradient.py: torch's clip_grad_norm_, row by row, exact numbers, and the bound that privacy rests on."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from reference.private_gradient import private_gradient

N, D = 7, 5


@pytest.fixture
def drawn() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(71)
    rows = rng.normal(size=(N, D)) * rng.uniform(0.2, 3, size=(N, 1))
    rows[2] = 0
    return {"per_example": rows, "noise": rng.normal(size=D)}


def clipped_by_torch(row: np.ndarray, clip: float) -> np.ndarray:
    """torch shortens to clip / (length + 1e-6)."""
    parameter = torch.nn.Parameter(torch.zeros(D, dtype=torch.float64))
    parameter.grad = torch.tensor(row)
    torch.nn.utils.clip_grad_norm_([parameter], clip)
    return parameter.grad.numpy()


@pytest.mark.parametrize(("clip", "sigma"), [(1.5, 0.75), (0.5, 0.0), (100.0, 1.25)])
def test_it_is_torchs_clipping_of_each_row(drawn, clip, sigma):
    rows = [clipped_by_torch(row, clip) for row in drawn["per_example"]]
    theirs = (np.sum(rows, axis=0) + sigma * clip * drawn["noise"]) / N
    np.testing.assert_allclose(private_gradient(drawn["per_example"], clip, sigma, drawn["noise"]), theirs, rtol=0, atol=2e-6)


def test_the_handouts_numbers():
    rows = np.array([[3.0, 4], [0.5, 0], [0, -2], [-6, 8]])
    assert private_gradient(rows, 2.5, 0.5, np.array([1.0, -0.5])).tolist() == [0.4375, 0.34375]


def test_row_by_row_the_direction_stays_and_no_row_is_longer_than_clip(drawn):
    for row in drawn["per_example"]:
        alone = private_gradient(row[None], 1.5, 0.0, drawn["noise"])
        length = np.linalg.norm(row)
        assert np.linalg.norm(alone) == pytest.approx(min(length, 1.5), abs=1e-14)
        np.testing.assert_allclose(alone * length, row * np.linalg.norm(alone), rtol=0, atol=1e-14)


def test_one_example_moves_the_answer_by_clip_over_n_at_most(drawn):
    clip, rng = 1.25, np.random.default_rng(72)
    without = drawn["per_example"].copy()
    without[0] = 0
    for _ in range(50):
        other = without.copy()
        other[0] = rng.normal(size=D) * 10.0 ** rng.integers(-3, 6)
        moved = private_gradient(other, clip, 0.5, drawn["noise"]) - private_gradient(without, clip, 0.5, drawn["noise"])
        assert np.linalg.norm(moved) <= clip / N * (1 + 1e-9)


def test_a_large_clip_gives_the_mean(drawn):
    np.testing.assert_allclose(
        private_gradient(drawn["per_example"], 1e6, 0.0, drawn["noise"]), drawn["per_example"].mean(axis=0), atol=1e-14
    )


def test_zeros_stay_zeros(drawn):
    assert private_gradient(np.zeros((3, D)), 1.0, 0.0, drawn["noise"]).tolist() == [0.0] * D


def test_float32_stays_float32(drawn):
    single = {name: value.astype(np.float32) for name, value in drawn.items()}
    assert private_gradient(single["per_example"], 1.5, 0.5, single["noise"]).dtype == np.float32
