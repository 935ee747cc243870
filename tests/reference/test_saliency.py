"""Witnesses of reference/saliency.py: autograd, finite differences, SciPy's softmax."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.special import log_softmax, softmax

from reference import saliency as maps

D, C = 5, 4


@pytest.fixture
def drawn() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(41)
    return {"x": rng.normal(size=D), "W": rng.normal(size=(D, C)), "b": rng.normal(size=C)}


@pytest.mark.parametrize("label", range(C))
def test_saliency_is_autograds(drawn, label):
    x = torch.tensor(drawn["x"], requires_grad=True)
    torch.log_softmax(x @ torch.tensor(drawn["W"]) + torch.tensor(drawn["b"]), dim=0)[label].backward()
    np.testing.assert_allclose(maps.saliency(**drawn, label=label), np.abs(x.grad.numpy()), rtol=0, atol=1e-14)


@pytest.mark.parametrize("label", range(C))
def test_saliency_is_finite_differences(drawn, label):
    def log_probability(x: np.ndarray) -> float:
        return log_softmax(x @ drawn["W"] + drawn["b"])[label]

    slopes = [(log_probability(drawn["x"] + step) - log_probability(drawn["x"] - step)) / 2e-5 for step in 1e-5 * np.eye(D)]
    np.testing.assert_allclose(maps.saliency(**drawn, label=label), np.abs(slopes), rtol=0, atol=1e-9)


@pytest.mark.parametrize("level", [800.0, -800.0])
def test_large_scores_change_nothing(drawn, level):
    there = {**drawn, "b": drawn["b"] + level}
    np.testing.assert_allclose(maps.saliency(**there, label=2), maps.saliency(**drawn, label=2), rtol=0, atol=1e-11)


def test_softmax_is_scipys():
    for z in (np.array([1.0, -2.0, 0.5]), np.array([800.0, 799.0, -900.0]), np.array([-1e4, -1e4 - 1])):
        np.testing.assert_allclose(maps.softmax(z), softmax(z), rtol=0, atol=1e-12)


def test_a_sure_label_has_no_saliency(drawn):
    b = np.array([0.0, 100.0, 0.0, 0.0])
    np.testing.assert_allclose(maps.saliency(drawn["x"], drawn["W"], b, 1), np.zeros(D), rtol=0, atol=1e-12)


def test_float32_stays_float32(drawn):
    assert maps.saliency(**{name: value.astype(np.float32) for name, value in drawn.items()}, label=1).dtype == np.float32
