"""The plain recurrent neural network (RNN): one hidden state, overwritten at every step, and the gradient's way back through time.

    h_t = tanh(x_t @ Wx + h_(t-1) @ Wh + b)        for t = 1 .. T, from a given h_0
    y_t = h_t @ Wy + by                            a head that says something at every step

Backwards, with a_t for the sum inside the tanh and dh_t for the whole gradient of h_t, the direct part and what flows back:

    da_t     = dh_t * (1 - h_t**2)
    dh_(t-1) = direct gradient of h_(t-1) + da_t @ Wh.T
    dWx, dWh, db collect x_t.T @ da_t, h_(t-1).T @ da_t and the sum of da_t, over all steps

The step from h_(t-1) to h_t has the Jacobian diag(1 - h_t**2) @ Wh.T, and d h_T / d h_t is the product of those after t. Its norm shrinks
or grows with every factor: gradients vanish, or they explode.

Sizes: N batch, T time, D features, H hidden, V outputs. params: Wx (D, H), Wh (H, H), b (H,), and for the head Wy (H, V), by (V,).

Sources: the slides on recurrent neural networks; J. Elman, "Finding Structure in Time", 1990; P. Werbos, "Backpropagation Through Time:
What It Does and How to Do It", 1990; R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", 2013.
"""

from __future__ import annotations

import numpy as np


def rnn_cell(x: np.ndarray, h: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """One step. x (N, D), h (N, H) -> the new h (N, H)."""
    return np.tanh(x @ params["Wx"] + h @ params["Wh"] + params["b"])


def rnn_forward(x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """A whole sequence. x (N, T, D), h0 (N, H) -> hs (N, T, H) holding h_1 .. h_T."""
    batch, steps, _ = x.shape
    hs = np.zeros((batch, steps, h0.shape[1]), dtype=x.dtype)
    h = h0
    for t in range(steps):
        h = rnn_cell(x[:, t], h, params)
        hs[:, t] = h
    return hs


def rnn_backward(dhs: np.ndarray, x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Gradients of a whole sequence: backpropagation through time.

    dhs (N, T, H): direct gradient of the loss at each h_t, without what flows back from later steps. x (N, T, D), h0 (N, H).
    -> dict x, h0, Wx, Wh, b, shaped like what they belong to.
    """
    hs = rnn_forward(x, h0, params)
    old = np.concatenate([h0[:, None], hs[:, :-1]], axis=1)  # (N, T, H): the state that each step began with
    dx = np.zeros_like(x)
    dWx, dWh, db = (np.zeros_like(params[name]) for name in ("Wx", "Wh", "b"))
    flowing = np.zeros_like(h0)  # gradient of h_t that comes from the steps after t
    for t in reversed(range(x.shape[1])):
        da = (dhs[:, t] + flowing) * (1 - hs[:, t] ** 2)  # (N, H), before the tanh
        dx[:, t] = da @ params["Wx"].T
        dWx += x[:, t].T @ da
        dWh += old[:, t].T @ da
        db += da.sum(axis=0)
        flowing = da @ params["Wh"].T
    return {"x": dx, "h0": flowing, "Wx": dWx, "Wh": dWh, "b": db}


def rnn_predict(x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """One output a step. x (N, T, D), h0 (N, H) -> (N, T, V); entry t sees the inputs up to and with t."""
    return rnn_forward(x, h0, params) @ params["Wy"] + params["by"]


def hidden_jacobian_norms(x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """How strongly the last state depends on each earlier one. One sequence: x (T, D), h0 (H,).

    -> (T + 1,): entry t is the Frobenius norm of d h_T / d h_t; entry 0 belongs to h0, entry T is the norm of the identity, sqrt(H).
    """
    hs = rnn_forward(x[None], h0[None], params)[0]  # (T, H)
    jacobian = np.eye(len(h0), dtype=h0.dtype)  # (H, H): row i, column j is how h_T[i] changes with h_t[j]; here t = T
    norms = [np.linalg.norm(jacobian)]
    for h in hs[::-1]:  # h_T first
        jacobian = jacobian @ ((1 - h**2)[:, None] * params["Wh"].T)
        norms.append(np.linalg.norm(jacobian))
    return np.array(norms[::-1])
