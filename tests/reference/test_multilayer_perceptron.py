"""Witnesses of reference/multilayer_perceptron.py: torch.nn.functional and autograd, Keras, ONNX, SciPy, finite differences."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import onnx
import onnx.reference
import pytest
import scipy.optimize
import scipy.special
import torch
from torch.nn import functional

from reference import multilayer_perceptron as mlp

ACTIVATIONS = {
    "linear": lambda a: a,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": functional.relu,
    "leaky_relu": functional.leaky_relu,
}
DEPTHS = {0: (4, 5), 1: (4, 6, 5), 3: (4, 6, 3, 7, 5)}
N = 8


def network(sizes):
    rng = np.random.default_rng(41)
    layers = [{"W": rng.normal(size=pair), "b": rng.normal(size=pair[1])} for pair in pairwise(sizes)]
    return rng.normal(size=(N, sizes[0])), rng.integers(0, sizes[-1], size=N), layers


def leaf(array):
    return torch.tensor(array, requires_grad=True)


def torchs_logits(x, layers, name):
    """With torch.nn.Linear's way of storing weights."""
    for i, layer in enumerate(layers):
        x = functional.linear(x if i == 0 else ACTIVATIONS[name](x), layer["W"].T, layer["b"])
    return x


def test_a_dense_layer_and_its_gradients_are_torchs():
    rng = np.random.default_rng(42)
    x, W, b, dy = (rng.normal(size=shape) for shape in ((5, 3), (3, 4), (4,), (5, 4)))
    leaves = leaf(x), leaf(W), leaf(b)
    y = functional.linear(leaves[0], leaves[1].T, leaves[2])
    np.testing.assert_allclose(mlp.dense_forward(x, W, b), y.detach().numpy(), rtol=0, atol=1e-14)
    y.backward(torch.tensor(dy))
    for ours, theirs in zip(mlp.dense_backward(dy, x, W), leaves, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=0, atol=1e-14)


def test_the_squared_error_is_torchs_and_kerass():
    rng = np.random.default_rng(43)
    prediction, target = rng.normal(size=(2, 5, 3))
    given = leaf(prediction)
    theirs = functional.mse_loss(given, torch.tensor(target))
    theirs.backward()
    loss, gradient = mlp.mse_loss(prediction, target)
    assert loss == pytest.approx(theirs.item(), rel=1e-14)
    np.testing.assert_allclose(gradient, given.grad.numpy(), rtol=0, atol=1e-15)
    keras = pytest.importorskip("keras")
    assert loss == pytest.approx(float(keras.losses.MeanSquaredError(dtype="float64")(target, prediction)), rel=1e-12)


@pytest.mark.parametrize("offset", [0.0, 1000.0, -1000.0])
def test_the_cross_entropy_is_torchs_and_scipys(offset):
    rng = np.random.default_rng(44)
    logits, labels = rng.normal(size=(6, 4)) * 3 + offset, np.array([0, 3, 3, 1, 0, 3])
    given = leaf(logits)
    theirs = functional.cross_entropy(given, torch.tensor(labels))
    theirs.backward()
    loss, gradient = mlp.cross_entropy_loss(logits, labels)
    assert loss == pytest.approx(theirs.item(), rel=1e-12)
    assert loss == pytest.approx(-scipy.special.log_softmax(logits, axis=1)[np.arange(6), labels].mean(), rel=1e-12)
    np.testing.assert_allclose(gradient, given.grad.numpy(), rtol=0, atol=1e-13)


def test_the_cross_entropy_is_onnxs():
    rng = np.random.default_rng(45)
    logits, labels = rng.normal(size=(6, 4)), rng.integers(0, 4, size=6)
    node = onnx.helper.make_node("SoftmaxCrossEntropyLoss", ["x", "labels"], ["loss"], reduction="mean")
    (theirs,) = onnx.reference.ReferenceEvaluator(node).run(None, {"x": logits, "labels": labels})
    assert mlp.cross_entropy_loss(logits, labels)[0] == pytest.approx(float(theirs), rel=1e-12)


def test_the_cross_entropy_is_kerass():
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(46)
    logits, labels = rng.normal(size=(6, 4)), rng.integers(0, 4, size=6)
    theirs = keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype="float64")(labels, logits)
    assert mlp.cross_entropy_loss(logits, labels)[0] == pytest.approx(float(theirs), rel=1e-12)


def test_the_gradient_of_the_cross_entropy_is_a_finite_difference():
    rng = np.random.default_rng(47)
    logits, labels = rng.normal(size=(6, 4)), rng.integers(0, 4, size=6)
    slopes = scipy.optimize.approx_fprime(logits.ravel(), lambda v: mlp.cross_entropy_loss(v.reshape(6, 4), labels)[0], 1e-7)
    np.testing.assert_allclose(mlp.cross_entropy_loss(logits, labels)[1], slopes.reshape(6, 4), rtol=0, atol=1e-6)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_network_and_its_gradients_are_torchs(depth, name):
    x, labels, layers = network(DEPTHS[depth])
    leaves = [{key: leaf(value) for key, value in layer.items()} for layer in layers]
    logits = torchs_logits(torch.tensor(x), leaves, name)
    np.testing.assert_allclose(mlp.mlp_forward(x, layers, name), logits.detach().numpy(), rtol=0, atol=1e-12)
    theirs = functional.cross_entropy(logits, torch.tensor(labels))
    theirs.backward()
    loss, gradients = mlp.mlp_gradients(x, labels, layers, name)
    assert loss == pytest.approx(theirs.item(), rel=1e-12)
    assert [list(layer) for layer in gradients] == [["W", "b"]] * (depth + 1)
    for ours, wanted in zip(gradients, leaves, strict=True):
        for key, value in ours.items():
            np.testing.assert_allclose(value, wanted[key].grad.numpy(), rtol=0, atol=1e-13, err_msg=key)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_gradients_of_a_network_are_finite_differences(name):
    x, labels, layers = network(DEPTHS[1])
    _, gradients = mlp.mlp_gradients(x, labels, layers, name)
    for i, layer in enumerate(layers):
        for key, value in layer.items():

            def loss(v, i=i, key=key, shape=value.shape):
                moved = [*layers[:i], {**layers[i], key: v.reshape(shape)}, *layers[i + 1 :]]
                return mlp.cross_entropy_loss(mlp.mlp_forward(x, moved, name), labels)[0]

            slopes = scipy.optimize.approx_fprime(value.ravel(), loss, 1e-7)
            np.testing.assert_allclose(gradients[i][key].ravel(), slopes, rtol=0, atol=1e-6)


def test_nothing_given_is_changed():
    x, labels, layers = network(DEPTHS[3])
    before = x.copy(), labels.copy(), [{key: value.copy() for key, value in layer.items()} for layer in layers]
    mlp.mlp_gradients(x, labels, layers, "relu")
    np.testing.assert_equal((x, labels, layers), before)


def test_float32_stays_float32():
    x, labels, layers = network(DEPTHS[1])
    single = [{key: value.astype(np.float32) for key, value in layer.items()} for layer in layers]
    loss, gradients = mlp.mlp_gradients(x.astype(np.float32), labels, single, "leaky_relu")
    assert loss.dtype == np.float32
    assert {value.dtype for layer in gradients for value in layer.values()} == {np.dtype(np.float32)}
