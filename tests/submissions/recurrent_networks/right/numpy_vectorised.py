"""Recurrent network, NumPy. One product a step: x and h are joined, and so are their weights."""
import numpy as np


def _step(x, h, params):
    W = np.vstack([params["Wx"], params["Wh"]])
    return np.tanh(np.hstack([x, h]) @ W + params["b"])


def _all_states(x, h0, params):
    """(T + 1, N, H): h_0 .. h_T."""
    states = np.empty((x.shape[1] + 1,) + h0.shape)
    states[0] = h0
    projected = x @ params["Wx"] + params["b"]           # what the inputs contribute, all steps at once
    for t in range(x.shape[1]):
        states[t + 1] = np.tanh(projected[:, t] + states[t] @ params["Wh"])
    return states


def rnn_cell(x, h, params):
    return _step(x, h, params)


def rnn_forward(x, h0, params):
    return np.swapaxes(_all_states(x, h0, params)[1:], 0, 1)


def _before_tanh(dhs, states, Wh):
    """Gradients before the tanh, (T, N, H), and the gradient of h_0."""
    das = np.empty_like(states[1:])
    dh = np.zeros_like(states[0])
    for t in range(len(das))[::-1]:
        dh = dh + dhs[:, t]
        das[t] = dh * (1 - states[t + 1] ** 2)
        dh = das[t] @ Wh.T
    return das, dh


def rnn_backward(dhs, x, h0, params):
    states = _all_states(x, h0, params)
    das, dh0 = _before_tanh(dhs, states, params["Wh"])
    return {
        "x": np.einsum("tnh,dh->ntd", das, params["Wx"]),
        "h0": dh0,
        "Wx": np.einsum("ntd,tnh->dh", x, das),
        "Wh": np.tensordot(states[:-1], das, axes=([0, 1], [0, 1])),
        "b": das.sum(axis=(0, 1)),
    }


def rnn_predict(x, h0, params):
    return np.einsum("tnh,hv->ntv", _all_states(x, h0, params)[1:], params["Wy"]) + params["by"]


def hidden_jacobian_norms(x, h0, params):
    # H copies of the sequence, each asking for one entry of h_T
    states = _all_states(x[None], h0[None], params)[:, 0]
    jacobian = np.eye(h0.size)
    norms = [np.sqrt(np.trace(jacobian))]
    for h in states[:0:-1]:
        jacobian = (jacobian * (1 - h * h)) @ params["Wh"].T
        norms.insert(0, np.sqrt((jacobian ** 2).sum()))
    return np.array(norms)


def clip_by_global_norm(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    factor = 1.0 if norm == 0 else min(1.0, max_norm / norm)
    return [factor * g for g in gradients], norm
