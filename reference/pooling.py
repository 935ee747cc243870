"""Pooling: a window slides over each channel on its own, and each place gets one number, the largest or the mean of what it covers.

Images are (N, C, H, W); a window has `size` rows and `size` columns, and moves by `stride`. There is no padding: rows and columns at the
end that no whole window covers are dropped. Windows overlap where the stride is smaller than the size.

Going back through max pooling, the gradient of a place goes to the pixel that was the largest, and to no other. Where several pixels are
the largest, it is the first of them, row by row from the top and from left to right in a row.

Sources: the slides on convolutional networks (a 2 x 2 pool with stride 2); Y. LeCun et al., "Gradient-Based Learning Applied to Document
Recognition", 1998; A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012
(windows that overlap).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def pool(x: np.ndarray, size: int, stride: int, summary: Callable[..., np.ndarray]) -> np.ndarray:
    """summary: np.max or np.mean, taken over the rows and columns of each window."""
    rows = (x.shape[2] - size) // stride + 1
    columns = (x.shape[3] - size) // stride + 1
    y = np.zeros((*x.shape[:2], rows, columns), dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            covered = x[:, :, i * stride : i * stride + size, j * stride : j * stride + size]  # (N, C, size, size)
            y[:, :, i, j] = summary(covered, axis=(2, 3))
    return y


def max_pool2d(x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """x (N, C, H, W) -> (N, C, H_out, W_out), the largest value of each window."""
    return pool(x, size, stride, np.max)


def avg_pool2d(x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """x (N, C, H, W) -> (N, C, H_out, W_out), the mean of each window."""
    return pool(x, size, stride, np.mean)


def max_pool2d_backward(dy: np.ndarray, x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """dy (N, C, H_out, W_out): gradient of what max_pool2d returns. x (N, C, H, W): what went in -> dx, shaped like x."""
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        covered = x[n, c, top : top + size, left : left + size]
        row, column = divmod(np.argmax(covered), size)  # argmax reads row by row, and takes the first of several largest
        dx[n, c, top + row, left + column] += dy[n, c, i, j]  # a pixel may be the largest of several windows
    return dx
