"""Two ways to take a step against the gradient: plain gradient descent, and Adam.

    SGD    param - learning_rate * gradient
    Adam   m = beta1 * m + (1 - beta1) * gradient          running mean of the gradients
           v = beta2 * v + (1 - beta2) * gradient**2       running mean of their squares
           m_hat = m / (1 - beta1**t),  v_hat = v / (1 - beta2**t)       m and v begin at 0, and this makes up for it
           param - learning_rate * m_hat / (sqrt(v_hat) + eps)

Sources: the slides "Deep Neural Networks (DNN)"; D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1.
"""

from __future__ import annotations

import numpy as np


def sgd_step(params: dict[str, np.ndarray], gradients: dict[str, np.ndarray], learning_rate: float) -> dict[str, np.ndarray]:
    """Two dicts with the same keys -> a new dict, each array one step further down."""
    return {name: param - learning_rate * gradients[name] for name, param in params.items()}


def adam_step(
    param: np.ndarray,
    gradient: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    learning_rate: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four arrays of one shape, and the number t of this step, 1 for the first -> the new param, m and v."""
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return param - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v
