"""Gated Recurrent Unit (GRU): a recurrent cell with two gates and one state.

    z = sigmoid([h, x] @ Wz + bz)            update gate: how much of the state is replaced
    r = sigmoid([h, x] @ Wr + br)            reset gate: how much of the state the candidate may see
    g = tanh([r * h, x] @ Wg + bg)           candidate; the reset comes before the product
    h' = (1 - z) * h + z * g

Sizes: N batch, T time, D features, H hidden. params: Wz, Wr, Wg (H + D, H), whose first H rows meet h (for Wg: r * h) and last D
rows meet x, and bz, br, bg (H,). PyTorch and Keras write h' with z and 1 - z exchanged, and by default reset after the product.

Sources: the slides' figure of the GRU cell; K. Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", 2014;
J. Chung et al., "Empirical Evaluation of Gated Recurrent Neural Networks on Sequence Modeling", 2014 (this way round for z).
"""

from __future__ import annotations

import numpy as np


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def gru_cell(x: np.ndarray, h: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """One step. x (N, D), h (N, H) -> the new h (N, H)."""
    hx = np.concatenate([h, x], axis=1)  # (N, H + D)
    update = sigmoid(hx @ params["Wz"] + params["bz"])
    reset = sigmoid(hx @ params["Wr"] + params["br"])
    candidate = np.tanh(np.concatenate([reset * h, x], axis=1) @ params["Wg"] + params["bg"])
    return (1 - update) * h + update * candidate


def gru_forward(x: np.ndarray, h0: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """A whole sequence. x (N, T, D), h0 (N, H) -> hs (N, T, H) holding h_1 .. h_T."""
    batch, steps, _ = x.shape
    hs = np.zeros((batch, steps, h0.shape[1]), dtype=x.dtype)
    h = h0
    for t in range(steps):
        h = gru_cell(x[:, t], h, params)
        hs[:, t] = h
    return hs


def gru_cell_backward(dh: np.ndarray, x: np.ndarray, h: np.ndarray, params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Gradients of one step, by the chain rule.

    dh (N, H): gradient of the loss with respect to the new h. x (N, D), h (N, H): what went into the step.
    -> dict x, h, Wz, Wr, Wg, bz, br, bg, shaped like what they belong to.
    """
    hidden = h.shape[1]
    hx = np.concatenate([h, x], axis=1)  # (N, H + D)
    update = sigmoid(hx @ params["Wz"] + params["bz"])
    reset = sigmoid(hx @ params["Wr"] + params["br"])
    rhx = np.concatenate([reset * h, x], axis=1)
    candidate = np.tanh(rhx @ params["Wg"] + params["bg"])

    before_g = dh * update * (1 - candidate**2)  # gradients before the activations, (N, H) each
    drhx = before_g @ params["Wg"].T  # (N, H + D)
    d_reset_h = drhx[:, :hidden]
    before_z = dh * (candidate - h) * update * (1 - update)
    before_r = d_reset_h * h * reset * (1 - reset)
    dhx = before_z @ params["Wz"].T + before_r @ params["Wr"].T

    return {
        "x": drhx[:, hidden:] + dhx[:, hidden:],
        "h": dh * (1 - update) + d_reset_h * reset + dhx[:, :hidden],  # kept, through the candidate, through the gates
        "Wz": hx.T @ before_z,
        "Wr": hx.T @ before_r,
        "Wg": rhx.T @ before_g,
        "bz": before_z.sum(axis=0),
        "br": before_r.sum(axis=0),
        "bg": before_g.sum(axis=0),
    }
