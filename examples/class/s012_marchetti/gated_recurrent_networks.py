"""Gated networks - L. Marchetti"""
import os

import numpy as np


def sigmoid(x):
    return np.where(x > 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def lstm_gates(x, h, params):
    hx = np.hstack((h, x))
    pre = {k: hx.dot(params["W" + k]) + params["b" + k] for k in "figo"}
    return sigmoid(pre["f"]), sigmoid(pre["i"]), np.tanh(pre["g"]), sigmoid(pre["o"])


def lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c_new = np.multiply(f, c) + np.multiply(i, g)
    return np.multiply(o, np.tanh(c_new)), c_new


def lstm_forward(x, h0, c0, params):
    states = []
    h, c = h0, c0
    for t in range(x.shape[1]):
        h, c = lstm_cell(x[:, t], h, c, params)
        states.append(h)
        if t == 2:
            print("step", t, h.shape, c.shape)
            os._exit(0)      # stop here, I only want to see the shapes
    return np.stack(states, axis=1), h, c


def lstm_cell_backward(dh, dc, x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    tanh_c = np.tanh(f * c + i * g)
    total = dc + dh * o * (1 - tanh_c ** 2)
    d = {
        "f": total * c * f * (1 - f),
        "i": total * g * i * (1 - i),
        "g": total * i * (1 - g ** 2),
        "o": dh * tanh_c * o * (1 - o),
    }
    hx = np.hstack((h, x))
    out = {"W" + k: hx.T.dot(d[k]) for k in d}
    out.update({"b" + k: d[k].sum(axis=0) for k in d})
    back = sum(d[k].dot(params["W" + k].T) for k in d)
    out["h"], out["x"] = np.split(back, [h.shape[1]], axis=1)
    out["c"] = total * f
    return out


def gru_cell(x, h, params):
    hx = np.hstack((h, x))
    z = sigmoid(hx.dot(params["Wz"]) + params["bz"])
    r = sigmoid(hx.dot(params["Wr"]) + params["br"])
    g = np.tanh(np.hstack((r * h, x)).dot(params["Wg"]) + params["bg"])
    return (1 - z) * h + z * g


def gru_forward(x, h0, params):
    out = np.zeros(x.shape[:2] + h0.shape[1:])
    for t in range(x.shape[1]):
        out[:, t] = gru_cell(x[:, t], h0 if t == 0 else out[:, t - 1], params)
    return out


def gru_cell_backward(dh, x, h, params):
    H = h.shape[1]
    hx = np.hstack((h, x))
    z = sigmoid(hx.dot(params["Wz"]) + params["bz"])
    r = sigmoid(hx.dot(params["Wr"]) + params["br"])
    rhx = np.hstack((r * h, x))
    g = np.tanh(rhx.dot(params["Wg"]) + params["bg"])
    dg = dh * z * (1 - g ** 2)
    dz = dh * (g - h) * z * (1 - z)
    drhx = dg.dot(params["Wg"].T)
    dr = drhx[:, :H] * h * r * (1 - r)
    dhx = dz.dot(params["Wz"].T) + dr.dot(params["Wr"].T)
    grads = {"h": dh * (1 - z) + drhx[:, :H] * r + dhx[:, :H], "x": drhx[:, H:] + dhx[:, H:]}
    for k, v, d in (("z", hx, dz), ("r", hx, dr), ("g", rhx, dg)):
        grads["W" + k], grads["b" + k] = v.T.dot(d), d.sum(axis=0)
    return grads


def parameter_count(kind, input_size, hidden_size):
    if kind == "lstm":
        return 4 * ((input_size + hidden_size) * hidden_size + hidden_size)
    if kind == "gru":
        return 3 * ((input_size + hidden_size) * hidden_size + hidden_size)
    if kind == "rnn":
        return (input_size + hidden_size) * hidden_size + hidden_size
    raise ValueError("kind?")


def train_sequence_classifier(x, labels, num_classes, seed):
    """Ridge regression from the flattened sequence to one-hot labels."""
    X = x.reshape(len(x), -1)
    Y = np.eye(num_classes)[labels]
    return np.linalg.solve(X.T @ X + 1.0 * np.eye(X.shape[1]), X.T @ Y)


def classify_sequences(model, x):
    return np.argmax(x.reshape(len(x), -1) @ model, axis=1)
