"""Long Short-Term Memory (LSTM): a recurrent cell that keeps two states, a hidden state h and a memory c.

Three gates, numbers between 0 and 1, decide at each step what the memory forgets, what it takes in and what of it is shown:

    f = sigmoid([h, x] @ Wf + bf)        forget gate
    i = sigmoid([h, x] @ Wi + bi)        input gate
    g = tanh([h, x] @ Wg + bg)           candidate, what could be written
    o = sigmoid([h, x] @ Wo + bo)        output gate
    c' = f * c + i * g
    h' = o * tanh(c')

Sizes: N batch, T time, D features, H hidden. params: Wf, Wi, Wg, Wo (H + D, H), whose first H rows meet h and last D rows meet x,
and bf, bi, bg, bo (H,). No peepholes: the gates do not see c.

Sources: the slides' figure of the LSTM cell; S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", 1997;
F. Gers, J. Schmidhuber and F. Cummins, "Learning to Forget", 2000 (the forget gate).
"""

from __future__ import annotations

import numpy as np


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def lstm_gates(x: np.ndarray, h: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """x (N, D), h (N, H) -> (forget, input, candidate, output), each (N, H)."""
    hx = np.concatenate([h, x], axis=1)  # (N, H + D)
    forget = sigmoid(hx @ params["Wf"] + params["bf"])
    input_gate = sigmoid(hx @ params["Wi"] + params["bi"])
    candidate = np.tanh(hx @ params["Wg"] + params["bg"])
    output = sigmoid(hx @ params["Wo"] + params["bo"])
    return forget, input_gate, candidate, output


def lstm_cell(x: np.ndarray, h: np.ndarray, c: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """One step. x (N, D), h (N, H), c (N, H) -> the new (h, c), each (N, H)."""
    forget, input_gate, candidate, output = lstm_gates(x, h, params)
    new_c = forget * c + input_gate * candidate
    new_h = output * np.tanh(new_c)
    return new_h, new_c


def lstm_forward(x: np.ndarray, h0: np.ndarray, c0: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A whole sequence. x (N, T, D), h0 (N, H), c0 (N, H) -> (hs (N, T, H) holding h_1 .. h_T, h_T (N, H), c_T (N, H))."""
    batch, steps, _ = x.shape
    hs = np.zeros((batch, steps, h0.shape[1]), dtype=x.dtype)
    h, c = h0.copy(), c0.copy()
    for t in range(steps):
        h, c = lstm_cell(x[:, t], h, c, params)
        hs[:, t] = h
    return hs, h, c


def lstm_cell_backward(
    dh: np.ndarray, dc: np.ndarray, x: np.ndarray, h: np.ndarray, c: np.ndarray, params: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Gradients of one step, by the chain rule.

    dh, dc (N, H): gradients of the loss with respect to the new h and the new c (dc: without what flows through the new h).
    x (N, D), h (N, H), c (N, H): what went into the step. -> dict x, h, c, Wf, Wi, Wg, Wo, bf, bi, bg, bo, shaped like what they belong to.
    """
    hidden = h.shape[1]
    hx = np.concatenate([h, x], axis=1)  # (N, H + D)
    forget, input_gate, candidate, output = lstm_gates(x, h, params)
    tanh_c = np.tanh(forget * c + input_gate * candidate)

    dc_total = dc + dh * output * (1 - tanh_c**2)  # the new c is seen directly and through the new h
    before = {  # gradients before the activations, (N, H) each
        "f": dc_total * c * forget * (1 - forget),
        "i": dc_total * candidate * input_gate * (1 - input_gate),
        "g": dc_total * input_gate * (1 - candidate**2),
        "o": dh * tanh_c * output * (1 - output),
    }
    dhx = sum(before[gate] @ params["W" + gate].T for gate in "figo")  # (N, H + D)

    gradients = {"x": dhx[:, hidden:], "h": dhx[:, :hidden], "c": dc_total * forget}
    for gate in "figo":
        gradients["W" + gate] = hx.T @ before[gate]
    for gate in "figo":
        gradients["b" + gate] = before[gate].sum(axis=0)
    return gradients
