"""An autoregressive model, AR(p): the next value of a series is a weighted sum of its last p values, plus noise.

    X_t = c + phi_1 X_(t-1) + phi_2 X_(t-2) + ... + phi_p X_(t-p) + noise_t

    x (n,)      a series, oldest value first
    c           the intercept (not the mean of the series)
    phi (p,)    phi[0] belongs to the latest value, phi[p - 1] to the one p steps back

A series of n values has n - p of them with p values before it: only these can be predicted, so only these count.

Sources: lecture slides "Autoregressive Models" (the AR(1) and AR(p) equations, least squares); Box and Jenkins, "Time Series
Analysis" (1970), chapters 2, 3 and 7; Hamilton, "Time Series Analysis" (1994), chapters 3 and 5.
"""

from __future__ import annotations

import numpy as np


def _design(x: np.ndarray, order: int) -> np.ndarray:
    """x (n,) -> (n - order, order + 1): one row for each of x[order:], a one and then the values 1, 2, .., order steps before it."""
    design = np.ones((len(x) - order, order + 1), dtype=x.dtype)
    for lag in range(1, order + 1):
        design[:, lag] = x[order - lag : len(x) - lag]
    return design


def simulate_ar(c: float, phi: np.ndarray, noise: np.ndarray, initial: np.ndarray) -> np.ndarray:
    """Let the model run.

    phi (p,), noise (T,), initial (p,): the p values before the first step, oldest first. Returns the T new values (T,).
    """
    p = len(phi)
    x = np.concatenate([initial, np.zeros_like(noise)])  # (p + T,)
    for t in range(len(noise)):
        latest_first = x[t : t + p][::-1]
        x[t + p] = c + latest_first @ phi + noise[t]
    return x[p:]


def fit_ar(x: np.ndarray, order: int) -> tuple[float, np.ndarray, float]:
    """Least squares: the c and phi with the smallest sum of squared residuals.

    x (n,). Returns c, phi (order,) and sigma2, the mean of the n - order squared residuals. With order 0, c is the mean of x.
    Raises ValueError where there are fewer equations, n - order, than unknowns, order + 1.
    """
    if len(x) - order < order + 1:
        raise ValueError("the series is too short for this order")
    coefficients = np.linalg.lstsq(_design(x, order), x[order:], rcond=None)[0]  # (order + 1,)
    c, phi = coefficients[0], coefficients[1:]
    return c, phi, np.mean(ar_residuals(x, c, phi) ** 2)


def ar_residuals(x: np.ndarray, c: float, phi: np.ndarray) -> np.ndarray:
    """What the model did not foresee: each value minus its prediction from the p values before it.

    x (n,), phi (p,). Returns (n - p,).
    """
    p = len(phi)
    predicted = c + _design(x, p)[:, 1:] @ phi
    return x[p:] - predicted


def forecast_ar(x: np.ndarray, c: float, phi: np.ndarray, steps: int) -> np.ndarray:
    """The most likely future: the model runs on from the end of the series, without noise, on its own forecasts.

    x (n,), phi (p,). Returns (steps,): the forecasts 1, 2, .., steps steps ahead.
    """
    return simulate_ar(c, phi, np.zeros(steps, dtype=x.dtype), x[len(x) - len(phi) :])


def autocorrelation(x: np.ndarray, max_lag: int) -> np.ndarray:
    """How much a series resembles itself some steps earlier.

    x (n,). Returns r (max_lag + 1,): r_k = sum over t of (x_t - mean)(x_(t-k) - mean), divided by n c_0, the same sum for k = 0.
    """
    deviations = x - x.mean()
    products = [deviations[lag:] @ deviations[: len(x) - lag] for lag in range(max_lag + 1)]
    return np.array(products, dtype=x.dtype) / products[0]


def is_stationary(phi: np.ndarray) -> bool:
    """Whether the model's effect of a shock fades: every root of 1 - phi_1 z - ... - phi_p z^p lies outside the unit circle.

    phi (p,). A root on the circle is not outside.
    """
    highest_power_first = np.concatenate([-phi[::-1], [1.0]])
    return bool(np.all(np.abs(np.roots(highest_power_first)) > 1))


def ar_log_likelihood(x: np.ndarray, c: float, phi: np.ndarray, sigma2: float) -> float:
    """log p(x_p, .., x_(n-1) | x_0, .., x_(p-1)) where the noise is Gaussian with the variance sigma2.

    x (n,), phi (p,). Given the values before it, each value is Gaussian around its prediction, so this is a sum over residuals.
    """
    residuals = ar_residuals(x, c, phi)
    return -0.5 * np.sum(np.log(2 * np.pi * sigma2) + residuals**2 / sigma2)
