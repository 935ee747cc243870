"""Witnesses of reference/convolution.py: PyTorch and its autograd, Keras, ONNX's reference evaluator, SciPy, finite differences, a book."""

from __future__ import annotations

import numpy as np
import onnx
import onnx.reference
import pytest
import scipy.signal
import torch

from reference import convolution

# (images, channels, rows, columns, filters, size of a filter, stride, padding)
SHAPES = [
    (2, 3, 7, 6, 4, 3, 1, 0),
    (2, 3, 8, 9, 5, 4, 1, 2),
    (3, 2, 9, 7, 4, 2, 3, 0),
    (2, 4, 9, 12, 3, 3, 2, 1),
    (1, 3, 6, 5, 2, 1, 2, 1),
    (2, 3, 3, 4, 4, 5, 1, 1),  # a filter larger than the image
]


def drawn(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    images, channels, rows, columns, filters, kernel, _, _ = shape
    rng = np.random.default_rng(sum(shape))
    return (
        rng.normal(size=(images, channels, rows, columns)),
        rng.normal(size=(filters, channels, kernel, kernel)),
        rng.normal(size=filters),
    )


def test_sizes_are_those_of_the_slides():
    assert [convolution.conv_output_size(34, kernel) for kernel in (3, 5, 7)] == [32, 30, 28]
    assert [convolution.conv_output_size(34, kernel, 2) for kernel in (3, 5, 7)] == [16, 15, 14]
    assert [convolution.conv_output_size(34, kernel, 3) for kernel in (3, 5, 7)] == [11, 10, 10]
    assert [convolution.conv_output_size(34, kernel, 4) for kernel in (3, 5, 7)] == [8, 8, 7]
    assert convolution.conv_output_size(32, 3, padding=1) == convolution.conv_output_size(32, 5, padding=2) == 32


def test_sizes_are_counted_one_by_one_and_are_torchs():
    for size in range(1, 9):
        for kernel in range(1, 7):
            for stride in range(1, 4):
                for padding in range(3):
                    first_pixels = range(0, size + 2 * padding - kernel + 1, stride)  # of every place where the filter fits
                    if not first_pixels:
                        with pytest.raises(ValueError, match="does not fit"):
                            convolution.conv_output_size(size, kernel, stride, padding)
                        continue
                    found = convolution.conv_output_size(size, kernel, stride, padding)
                    theirs = torch.nn.functional.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, kernel), None, stride, padding)
                    assert found == len(first_pixels) == theirs.shape[2], (size, kernel, stride, padding)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_convolution_is_torchs(shape):
    x, w, b = drawn(shape)
    theirs = torch.nn.functional.conv2d(torch.tensor(x), torch.tensor(w), torch.tensor(b), *shape[-2:]).numpy()
    np.testing.assert_allclose(convolution.conv2d(x, w, b, *shape[-2:]), theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_convolution_is_onnxs(shape):
    x, w, b = drawn(shape)
    stride, padding = shape[-2:]
    node = onnx.helper.make_node("Conv", ["X", "W", "B"], ["Y"], strides=[stride] * 2, pads=[padding] * 4)
    (theirs,) = onnx.reference.ReferenceEvaluator(node).run(None, {"X": x, "W": w, "B": b})
    np.testing.assert_allclose(convolution.conv2d(x, w, b, stride, padding), theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_convolution_is_kerass_whose_channels_come_last(shape):
    keras = pytest.importorskip("keras")
    x, w, b = drawn(shape)
    stride, padding = shape[-2:]
    padded = np.pad(x.transpose(0, 2, 3, 1), ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    theirs = keras.ops.conv(padded, w.transpose(2, 3, 1, 0), strides=stride, padding="valid", data_format="channels_last")
    theirs = keras.ops.convert_to_numpy(theirs) + b
    np.testing.assert_allclose(convolution.conv2d(x, w, b, stride, padding), theirs.transpose(0, 3, 1, 2), rtol=0, atol=1e-13)


def test_one_filter_is_scipys_correlation_and_not_its_convolution():
    x, w, b = drawn(SHAPES[0])
    y = convolution.conv2d(x, w, b)
    for n, f in np.ndindex(2, 4):
        correlated = sum(scipy.signal.correlate2d(x[n, c], w[f, c], mode="valid") for c in range(3))
        turned = sum(scipy.signal.convolve2d(x[n, c], w[f, c], mode="valid") for c in range(3))
        np.testing.assert_allclose(y[n, f], correlated + b[f], rtol=0, atol=1e-13)
        assert np.abs(y[n, f] - turned - b[f]).max() > 0.1


def test_a_books_example():
    """A. Zhang et al., "Dive into Deep Learning", section 7.2: an image of 3 x 3 and a filter of 2 x 2, both counting up from 0."""
    x, w = np.arange(9.0).reshape(1, 1, 3, 3), np.arange(4.0).reshape(1, 1, 2, 2)
    assert convolution.conv2d(x, w, np.zeros(1)).tolist() == [[[[19.0, 25.0], [37.0, 43.0]]]]


@pytest.mark.parametrize("shape", SHAPES)
def test_gradients_are_autograds(shape):
    x, w, b = drawn(shape)
    tensors = [torch.tensor(value, requires_grad=True) for value in (x, w, b)]
    y = torch.nn.functional.conv2d(*tensors, *shape[-2:])
    dy = np.random.default_rng(3).normal(size=tuple(y.shape))
    y.backward(torch.tensor(dy))
    for ours, theirs in zip(convolution.conv2d_backward(dy, x, w, *shape[-2:]), tensors, strict=True):
        assert theirs.grad is not None
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("shape", [SHAPES[2], SHAPES[5]])
def test_gradients_are_finite_differences(shape):
    stride, padding = shape[-2:]
    arrays = list(drawn(shape))
    dy = np.random.default_rng(4).normal(size=convolution.conv2d(*arrays, stride, padding).shape)
    for which, gradient in enumerate(convolution.conv2d_backward(dy, arrays[0], arrays[1], stride, padding)):
        for where in list(np.ndindex(gradient.shape))[::3]:
            ends = []
            for step in (1e-5, -1e-5):
                moved = [array.copy() for array in arrays]
                moved[which][where] += step
                ends.append(float((convolution.conv2d(*moved, stride, padding) * dy).sum()))
            assert gradient[where] == pytest.approx((ends[0] - ends[1]) / 2e-5, abs=1e-7), (which, where)


def test_float32_stays_float32():
    x, w, b = (value.astype(np.float32) for value in drawn(SHAPES[3]))
    y = convolution.conv2d(x, w, b, 2, 1)
    assert {y.dtype, *(value.dtype for value in convolution.conv2d_backward(y, x, w, 2, 1))} == {np.dtype(np.float32)}
