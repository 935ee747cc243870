"""Activation functions, and their derivatives.

    linear       x                                  1
    sigmoid      s = 1 / (1 + exp(-x))              s * (1 - s)
    tanh         t = tanh(x)                        1 - t**2
    relu         x where x > 0, otherwise 0         1 where x > 0, otherwise 0 (at 0 too)
    leaky_relu   x where x > 0, otherwise 0.01 x    1 where x > 0, otherwise 0.01 (at 0 too)
    softmax      exp(x_i) / sum_j exp(x_j)          none element by element: every output depends on every input

Sources: the slides "Deep Neural Networks (DNN)", table of activation functions; I. Goodfellow, Y. Bengio and A. Courville, "Deep
Learning", 2016, section 6.3; A. Maas, A. Hannun and A. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", 2013 (0.01).
"""

from __future__ import annotations

import numpy as np

LEAK = 0.01


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), element by element, written with tanh so that no x overflows."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def softmax(x: np.ndarray) -> np.ndarray:
    """Shares along the last axis. The largest exponent is 0, so that no x overflows and no sum is 0."""
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def activation(x: np.ndarray, name: str) -> np.ndarray:
    """x of any shape -> the same shape. Raises ValueError for another name."""
    if name == "linear":
        return x
    if name == "sigmoid":
        return sigmoid(x)
    if name == "tanh":
        return np.tanh(x)
    if name == "relu":
        return np.maximum(x, 0)
    if name == "leaky_relu":
        return np.maximum(x, LEAK * x)
    if name == "softmax":
        return softmax(x)
    raise ValueError(f"there is no activation {name!r}")


def activation_gradient(x: np.ndarray, name: str) -> np.ndarray:
    """The derivative of each activation(x) with respect to its own x, which is what went in. Raises ValueError for softmax and others."""
    if name == "linear":
        return np.ones_like(x)
    if name == "sigmoid":
        return sigmoid(x) * (1 - sigmoid(x))
    if name == "tanh":
        return 1 - np.tanh(x) ** 2
    if name == "relu":
        return (x > 0).astype(x.dtype)
    if name == "leaky_relu":
        return np.where(x > 0, 1, LEAK).astype(x.dtype)
    raise ValueError(f"there is no derivative of {name!r} element by element")
