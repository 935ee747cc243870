"""A vector autoregression, VAR(p): K series at once, each predicted from the last p values of all of them.

    X_t = c + A_1 X_(t-1) + ... + A_p X_(t-p) + noise_t

    X (n, K)       one row a time step, oldest first; one column a series
    c (K,)         the intercepts
    A (p, K, K)    A[i - 1] = A_i; A[i - 1, j, k] is the effect of series k, i steps earlier, on series j now

Sources: lecture slides "Autoregressive Models" (they name the vector model); Luetkepohl, "New Introduction to Multiple Time Series
Analysis" (2005), chapters 2 and 3; Hamilton, "Time Series Analysis" (1994), chapter 11.
"""

from __future__ import annotations

import numpy as np


def fit_var(X: np.ndarray, order: int) -> tuple[np.ndarray, np.ndarray]:
    """Least squares, all equations at once: they have the same right-hand sides.

    X (n, K), order at least 1. Returns c (K,) and A (order, K, K).
    """
    n, variables = X.shape
    lagged = [X[order - lag : n - lag] for lag in range(1, order + 1)]  # (n - order, K) each
    design = np.concatenate([np.ones((n - order, 1), dtype=X.dtype), *lagged], axis=1)
    coefficients = np.linalg.lstsq(design, X[order:], rcond=None)[0]  # (1 + order K, K): from, to
    A = coefficients[1:].reshape(order, variables, variables)  # lag, from, to
    return coefficients[0], A.transpose(0, 2, 1)


def forecast_var(X: np.ndarray, c: np.ndarray, A: np.ndarray, steps: int) -> np.ndarray:
    """The model runs on from the end of the series, without noise, on its own forecasts.

    X (n, K), c (K,), A (p, K, K). Returns (steps, K): the forecasts 1, 2, .., steps steps ahead.
    """
    path = list(X)
    for _ in range(steps):
        path.append(c + sum(A_i @ path[-i] for i, A_i in enumerate(A, start=1)))
    return np.array(path[len(X) :], dtype=X.dtype)
