"""AR and VAR, s001"""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _companion(A):
    """(p, K, K) -> (pK, pK)."""
    p, K, _ = A.shape
    top = np.hstack(A)
    below = np.eye((p - 1) * K, p * K)
    return np.vstack([top, below])


def _windows(x, order):
    """Regressors of x[order:], latest lag first."""
    if order == 0:
        return np.empty((len(x), 0))
    return sliding_window_view(x, order)[:-1, ::-1]


def _qr_solve(design, goal):
    q, r = np.linalg.qr(design)
    return np.linalg.solve(r, q.T @ goal)


def simulate_ar(c, phi, noise, initial):
    step = _companion(phi.reshape(-1, 1, 1))
    state = initial[::-1].copy()
    out = np.empty(len(noise))
    for t, e in enumerate(noise):
        state = step @ state
        state[0] += c + e
        out[t] = state[0]
    return out


def fit_ar(x, order):
    n_equations, n_unknowns = len(x) - order, order + 1
    if n_equations < n_unknowns:
        raise ValueError("not enough observations")
    design = np.hstack([_windows(x, order), np.ones((n_equations, 1))])
    *phi, c = _qr_solve(design, x[order:])
    phi = np.array(phi)
    return c, phi, np.square(ar_residuals(x, c, phi)).mean()


def ar_residuals(x, c, phi):
    # a difference filter: 1, -phi_1, ..., -phi_p
    return np.convolve(x, np.concatenate([[1.0], -phi]), mode="valid") - c


def forecast_ar(x, c, phi, steps):
    return simulate_ar(c, phi, np.zeros(steps), x[-len(phi):])


def autocorrelation(x, max_lag):
    n = len(x)
    return np.array([x[k:] @ x[: n - k] for k in range(max_lag + 1)]) / (x @ x)


def is_stationary(phi):
    return all(abs(float(v)) < 1 for v in phi)


def ar_log_likelihood(x, c, phi, sigma2):
    z = ar_residuals(x, c, phi) / np.sqrt(sigma2)
    return -0.5 * (z @ z) - z.size * np.log(np.sqrt(2 * np.pi * sigma2))


def fit_var(X, order):
    n, K = X.shape
    lagged = sliding_window_view(X, order, axis=0)[:-1]          # (n - p, K, p), oldest lag first
    lagged = lagged[:, :, ::-1].transpose(0, 2, 1).reshape(n - order, order * K)
    B = _qr_solve(np.column_stack([np.ones(n - order), lagged]), X[order:])
    A = np.stack([B[1 + i * K : 1 + (i + 1) * K].T for i in range(order)])
    return B[0], A


def forecast_var(X, c, A, steps):
    p, K, _ = A.shape
    F = _companion(A)
    state = X[-p:][::-1].ravel()
    rows = []
    for _ in range(steps):
        state = F @ state
        state[:K] += c
        rows.append(state[:K].copy())
    return np.array(rows)
