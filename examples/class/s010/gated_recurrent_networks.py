"""LSTM and GRU."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_gates(x, h, params):
    hx = np.concatenate([h, x], axis=1
    f = sigmoid(hx @ params["Wf"] + params["bf"])
    i = sigmoid(hx @ params["Wi"] + params["bi"])
    g = np.tanh(hx @ params["Wg"] + params["bg"])
    o = sigmoid(hx @ params["Wo"] + params["bo"])
    return f, i, g, o


def lstm_cell(x, h, c, params):
    f, i, g, o = lstm_gates(x, h, params)
    c = f * c + i * g
    return o * np.tanh(c), c
