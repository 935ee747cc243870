"""Witnesses of reference/activations.py: PyTorch, SciPy, Keras, ONNX's reference evaluator, autograd, finite differences."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import scipy.optimize
import scipy.special
import torch

from reference.activations import activation, activation_gradient

ELEMENTWISE = ("linear", "sigmoid", "tanh", "relu", "leaky_relu")
TORCHS = {
    "linear": torch.nn.Identity(),
    "sigmoid": torch.nn.Sigmoid(),
    "tanh": torch.nn.Tanh(),
    "relu": torch.nn.ReLU(),
    "leaky_relu": torch.nn.LeakyReLU(),  # 0.01 is the slope of PyTorch
    "softmax": torch.nn.Softmax(dim=-1),
}


@pytest.fixture
def x() -> np.ndarray:
    drawn = np.random.default_rng(31).normal(size=(3, 4, 5)) * 3
    drawn[0, 1, 2] = drawn[2, 3, 4] = 0
    return drawn


@pytest.mark.parametrize("name", [*ELEMENTWISE, "softmax"])
@pytest.mark.parametrize("scale", [1, 300])
def test_values_are_torchs(x, name, scale):
    theirs = TORCHS[name](torch.tensor(x * scale)).numpy()
    np.testing.assert_allclose(activation(x * scale, name), theirs, rtol=0, atol=1e-15 * scale)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivatives_are_autograds_at_zero_too(x, name):
    leaf = torch.tensor(x, requires_grad=True)
    TORCHS[name](leaf).sum().backward()
    np.testing.assert_allclose(activation_gradient(x, name), leaf.grad.numpy(), rtol=0, atol=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivatives_are_finite_differences(x, name):
    row = x[x != 0]

    def total(v: np.ndarray) -> float:
        return float(activation(v, name).sum())

    off = scipy.optimize.check_grad(total, lambda v: activation_gradient(v, name), row, epsilon=1e-7)
    assert off < 1e-5


def test_sigmoid_and_softmax_are_scipys(x):
    for scale in (1, 300):
        np.testing.assert_allclose(activation(x * scale, "sigmoid"), scipy.special.expit(x * scale), rtol=0, atol=1e-15)
        np.testing.assert_allclose(activation(x * scale, "softmax"), scipy.special.softmax(x * scale, axis=-1), rtol=0, atol=1e-14)


@pytest.mark.parametrize(("name", "node", "options"), [
    ("leaky_relu", "LeakyRelu", {"alpha": 0.01}), ("softmax", "Softmax", {"axis": -1}), ("relu", "Relu", {}), ("sigmoid", "Sigmoid", {}),
])  # fmt: skip
def test_values_are_onnxs(x, name, node, options):
    evaluator = onnx.reference.ReferenceEvaluator(onnx.helper.make_node(node, ["x"], ["y"], **options))
    (theirs,) = evaluator.run(None, {"x": x})
    np.testing.assert_allclose(activation(x, name), theirs, rtol=1e-7, atol=1e-15)  # its alpha is a float32


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "softmax"])
def test_values_are_kerass(x, name):
    keras = pytest.importorskip("keras")
    theirs = keras.ops.convert_to_numpy(getattr(keras.activations, name)(keras.ops.convert_to_tensor(x, dtype="float64")))
    np.testing.assert_allclose(activation(x, name), theirs, rtol=0, atol=1e-14)


def test_the_conventions():
    x = np.array([-1000.0, -2.0, 0.0, 3.0, 1000.0])
    assert activation(x, "leaky_relu").tolist() == [-10.0, -0.02, 0.0, 3.0, 1000.0]
    assert activation_gradient(x, "relu").tolist() == [0, 0, 0, 1, 1]
    assert activation_gradient(x, "leaky_relu").tolist() == [0.01, 0.01, 0.01, 1, 1]
    assert activation(x, "sigmoid").tolist()[::4] == [0, 1]
    assert activation(x, "softmax").tolist() == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("name", ["softmax", "wave", ""])
def test_what_has_no_derivative_is_refused(name):
    with pytest.raises(ValueError, match="no derivative"):
        activation_gradient(np.ones(3), name)


def test_unknown_names_are_refused():
    with pytest.raises(ValueError, match="no activation 'wave'"):
        activation(np.ones(3), "wave")


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_float32_stays_float32(x, name):
    assert activation(x.astype(np.float32), name).dtype == np.float32
    assert activation_gradient(x.astype(np.float32), name).dtype == np.float32
    assert activation(x.astype(np.float32), "softmax").dtype == np.float32
