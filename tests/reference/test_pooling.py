"""Witnesses of reference/pooling.py: PyTorch and its autograd, ONNX's reference evaluator, Keras, finite differences."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import torch

from reference import pooling

WINDOWS = [(2, 2), (3, 1), (3, 2), (2, 3), (4, 3), (1, 1)]  # (size, stride)


@pytest.fixture
def x() -> np.ndarray:
    return np.random.default_rng(11).normal(size=(2, 3, 8, 11)) - 2  # mostly negative


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
def test_both_pools_are_torchs(x, size, stride):
    tensor = torch.tensor(x)
    assert np.array_equal(pooling.max_pool2d(x, size, stride), torch.nn.functional.max_pool2d(tensor, size, stride).numpy())
    mean = torch.nn.functional.avg_pool2d(tensor, size, stride).numpy()
    np.testing.assert_allclose(pooling.avg_pool2d(x, size, stride), mean, rtol=0, atol=1e-14)


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
@pytest.mark.parametrize(("kind", "ours"), [("MaxPool", pooling.max_pool2d), ("AveragePool", pooling.avg_pool2d)])
def test_both_pools_are_onnxs(x, kind, ours, size, stride):
    node = onnx.helper.make_node(kind, ["X"], ["Y"], kernel_shape=[size] * 2, strides=[stride] * 2)
    (theirs,) = onnx.reference.ReferenceEvaluator(node).run(None, {"X": x})
    np.testing.assert_allclose(ours(x, size, stride), theirs, rtol=0, atol=1e-14)


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
def test_both_pools_are_kerass_whose_channels_come_last(x, size, stride):
    keras = pytest.importorskip("keras")
    for layer, ours in ((keras.layers.MaxPooling2D, pooling.max_pool2d), (keras.layers.AveragePooling2D, pooling.avg_pool2d)):
        theirs = keras.ops.convert_to_numpy(layer(size, stride, dtype="float64")(x.transpose(0, 2, 3, 1)))
        np.testing.assert_allclose(ours(x, size, stride), theirs.transpose(0, 3, 1, 2), rtol=0, atol=1e-6)


def torch_gradient(dy: np.ndarray, x: np.ndarray, size: int, stride: int) -> np.ndarray:
    tensor = torch.tensor(x, requires_grad=True)
    torch.nn.functional.max_pool2d(tensor, size, stride).backward(torch.tensor(dy))
    assert tensor.grad is not None
    return tensor.grad.numpy()


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
def test_gradients_are_autograds(x, size, stride):
    dy = np.random.default_rng(12).normal(size=pooling.max_pool2d(x, size, stride).shape)
    np.testing.assert_allclose(pooling.max_pool2d_backward(dy, x, size, stride), torch_gradient(dy, x, size, stride), rtol=0, atol=1e-13)


@pytest.mark.parametrize(("size", "stride"), WINDOWS)
def test_the_first_of_several_largest_values_gets_the_gradient_as_in_torch(size, stride):
    rng = np.random.default_rng(13)
    x = rng.choice([0.0, 0.5, 1.0], size=(2, 3, 8, 11))
    dy = rng.normal(size=pooling.max_pool2d(x, size, stride).shape)
    np.testing.assert_allclose(pooling.max_pool2d_backward(dy, x, size, stride), torch_gradient(dy, x, size, stride), rtol=0, atol=1e-13)


def test_of_equal_values_the_first_in_row_major_order():
    x = np.array([[[[1.0, 2.0, 2.0], [2.0, 1.0, 2.0], [2.0, 2.0, 2.0]]]])
    dx = pooling.max_pool2d_backward(np.array([[[[5.0]]]]), x, 3, 1)
    assert np.argwhere(dx).tolist() == [[0, 0, 0, 1]]


def test_gradients_are_finite_differences(x):
    dy = np.random.default_rng(14).normal(size=pooling.max_pool2d(x, 3, 2).shape)
    gradient = pooling.max_pool2d_backward(dy, x, 3, 2)
    for where in list(np.ndindex(x.shape))[::7]:
        ends = []
        for step in (1e-6, -1e-6):
            moved = x.copy()
            moved[where] += step
            ends.append(float((pooling.max_pool2d(moved, 3, 2) * dy).sum()))
        assert gradient[where] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-7), where


def test_float32_stays_float32(x):
    single = x.astype(np.float32)
    y = pooling.max_pool2d(single, 3, 2)
    kinds = {y.dtype, pooling.avg_pool2d(single, 3, 2).dtype, pooling.max_pool2d_backward(y, single, 3, 2).dtype}
    assert kinds == {np.dtype(np.float32)}
