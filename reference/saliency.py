"""Saliency: which features would change the log-probability of a label most, if they moved a little?

The model is a linear softmax classifier, z = x @ W + b, p = softmax(z). Its gradient can be written down:

    d log p[label] / d x = W[:, label] - W @ p        the label's weights, less the average weights that the model expects

and the saliency is its absolute value, feature by feature. D features, C classes.

Source: K. Simonyan, A. Vedaldi and A. Zisserman, "Deep Inside Convolutional Networks: Visualising Image Classification Models and
Saliency Maps", 2013.
"""

from __future__ import annotations

import numpy as np


def softmax(z: np.ndarray) -> np.ndarray:
    """z (C,) -> (C,), by way of log p = z - log(sum(exp(z))), whose sum NumPy adds up without overflow."""
    return np.exp(z - np.logaddexp.reduce(z))


def saliency(x: np.ndarray, W: np.ndarray, b: np.ndarray, label: int) -> np.ndarray:
    """x (D,), W (D, C), b (C,), label from 0 to C - 1 -> |d log softmax(x @ W + b)[label] / dx| (D,)."""
    p = softmax(x @ W + b)
    return np.abs(W[:, label] - W @ p)
