"""Convolution: filters slide over an image, and each place gets one number a filter.

    y[n, f, i, j] = b[f] + sum over c, k, l of  w[f, c, k, l] * padded[n, c, i * stride + k, j * stride + l]

The filter is not flipped. Mathematicians call this cross-correlation; deep learning calls it convolution.

Sizes: N images, C channels, H rows, W columns, F filters of K rows and K columns. Images are (N, C, H, W), filters (F, C, K, K).
Padding puts that many zeros on each of the four sides. A filter that would reach over the edge is not placed there.

Sources: the slides on convolutional networks (34 x 34 x 3 with filters of 3, 5 and 7); Y. LeCun et al., "Gradient-Based Learning Applied
to Document Recognition", 1998; V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016 (the sizes);
I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, chapter 9 (the gradients).
"""

from __future__ import annotations

import numpy as np


def conv_output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """How many places a filter takes along one side of an image. Raises ValueError where it does not fit even once."""
    room = size + 2 * padding - kernel  # how far the filter can move from its first place
    if room < 0:
        raise ValueError(f"a filter of {kernel} does not fit into {size} with a padding of {padding}")
    return room // stride + 1


def pad(x: np.ndarray, padding: int) -> np.ndarray:
    """x (N, C, H, W) with that many zeros on each side of the rows and of the columns."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def window(i: int, j: int, kernel: int, stride: int) -> tuple[slice, slice, slice, slice]:
    """What the filter covers at its place (i, j), in all images and all channels."""
    return np.s_[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """x (N, C, H, W), w (F, C, K, K), b (F,) -> (N, F, H_out, W_out)."""
    filters, _, kernel, _ = w.shape
    rows = conv_output_size(x.shape[2], kernel, stride, padding)
    columns = conv_output_size(x.shape[3], kernel, stride, padding)
    padded = pad(x, padding)
    y = np.zeros((len(x), filters, rows, columns), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            covered = padded[window(i, j, kernel, stride)]  # (N, C, K, K)
            y[:, :, i, j] = np.tensordot(covered, w, axes=((1, 2, 3), (1, 2, 3))) + b  # (N, F)
    return y


def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a convolution, by the chain rule.

    dy (N, F, H_out, W_out): gradient of the loss with respect to what conv2d returns. x, w: what went in.
    -> (dx, dw, db), shaped like x, w and b. What several places cover gets a share from each of them.
    """
    kernel = w.shape[2]
    padded = pad(x, padding)
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            place = window(i, j, kernel, stride)
            here = dy[:, :, i, j]  # (N, F)
            dw += np.tensordot(here, padded[place], axes=(0, 0))  # (F, C, K, K), summed over the images
            dpadded[place] += np.tensordot(here, w, axes=(1, 0))  # (N, C, K, K), summed over the filters
    height, width = x.shape[2:]
    dx = dpadded[:, :, padding : padding + height, padding : padding + width]  # what flows into the padding is lost
    return dx, dw, dy.sum(axis=(0, 2, 3))
