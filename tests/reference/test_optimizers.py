"""Witnesses of reference/optimizers.py: torch.optim, the paper's bounds, and Keras where its eps does not matter."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from reference.optimizers import adam_step, sgd_step


@pytest.fixture
def gradients() -> np.ndarray:
    return np.random.default_rng(51).normal(size=(6, 3, 4))


def test_gradient_descent_is_torchs(gradients):
    arrays = {"W": np.ones((3, 4)), "b": np.arange(4.0)}
    slopes = {"b": gradients[1, 0], "W": gradients[0]}  # in another order
    leaves = {name: torch.nn.Parameter(torch.tensor(value)) for name, value in arrays.items()}
    for name, one in leaves.items():
        one.grad = torch.tensor(slopes[name])
    torch.optim.SGD(leaves.values(), lr=0.3).step()
    ours = sgd_step(arrays, slopes, 0.3)
    assert list(ours) == ["W", "b"]
    for name, value in ours.items():
        np.testing.assert_allclose(value, leaves[name].detach().numpy(), rtol=0, atol=1e-15)
        assert value is not arrays[name]


@pytest.mark.parametrize("options", [{}, {"learning_rate": 0.25, "beta1": 0.5, "beta2": 0.75, "eps": 0.5}])
@pytest.mark.parametrize("size", [1.0, 1e-8])
def test_adam_is_torchs(gradients, options, size):
    """Six steps one after the other, also with gradients as small as eps, where its place matters."""
    used = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8} | options
    theirs = torch.nn.Parameter(torch.ones(3, 4, dtype=torch.float64))
    adam = torch.optim.Adam([theirs], lr=used["learning_rate"], betas=(used["beta1"], used["beta2"]), eps=used["eps"])
    param, m, v = np.ones((3, 4)), np.zeros((3, 4)), np.zeros((3, 4))
    for t, gradient in enumerate(gradients * size, start=1):
        theirs.grad = torch.tensor(gradient)
        adam.step()
        param, m, v = adam_step(param, gradient, m, v, t, **options)
    state = adam.state[theirs]
    np.testing.assert_allclose(param, theirs.detach().numpy(), rtol=0, atol=1e-14)
    np.testing.assert_allclose(m, state["exp_avg"].numpy(), rtol=1e-13, atol=0)
    np.testing.assert_allclose(v, state["exp_avg_sq"].numpy(), rtol=1e-13, atol=0)


def test_adam_is_kerass_where_gradients_are_large(gradients):
    keras = pytest.importorskip("keras")
    theirs = keras.Variable(np.ones((3, 4)), dtype="float64")
    adam = keras.optimizers.Adam(0.01, epsilon=1e-8)
    param, m, v = np.ones((3, 4)), np.zeros((3, 4)), np.zeros((3, 4))
    for t, gradient in enumerate(gradients, start=1):
        adam.apply([keras.ops.convert_to_tensor(gradient, dtype="float64")], [theirs])
        param, m, v = adam_step(param, gradient, m, v, t, learning_rate=0.01)
    np.testing.assert_allclose(param, keras.ops.convert_to_numpy(theirs.value + 0), rtol=0, atol=1e-5)


def test_the_first_step_has_the_size_of_the_learning_rate_whatever_the_gradient():
    """Kingma and Ba, section 2.1: m_hat / sqrt(v_hat) is 1 or -1 then."""
    gradient = np.array([1e-3, -5.0, 700.0, 0.0])
    param, _, _ = adam_step(np.zeros(4), gradient, np.zeros(4), np.zeros(4), 1)
    np.testing.assert_allclose(param, [-1e-3, 1e-3, -1e-3, 0], rtol=1e-4)


def test_with_one_gradient_for_ever_the_correction_makes_the_means_exact():
    """Kingma and Ba, section 3."""
    gradient = np.array([0.25, -3.0])
    param, m, v = np.zeros(2), np.zeros(2), np.zeros(2)
    for t in range(1, 40):
        before = param
        param, m, v = adam_step(param, gradient, m, v, t, learning_rate=0.5)
        np.testing.assert_allclose(m / (1 - 0.9**t), gradient, rtol=1e-12)
        np.testing.assert_allclose(v / (1 - 0.999**t), gradient**2, rtol=1e-10)
        np.testing.assert_allclose(param - before, -0.5 * np.sign(gradient), rtol=1e-6)


def test_float32_stays_float32():
    one = np.ones(3, dtype=np.float32)
    assert {part.dtype for part in adam_step(one, one, one, one, 7)} == {np.dtype(np.float32)}
    assert sgd_step({"a": one}, {"a": one}, 0.1)["a"].dtype == np.float32
