"""A recurrent network with loops only: one sequence at a time, one unit at a time.

Slow, but every number can be followed by hand. Arrays become lists on the way in and NumPy arrays on the way out.
"""
import math

import numpy as np


def as_lists(params):
    return {name: np.asarray(value).tolist() for name, value in params.items()}


def step(x, h, p):
    new = []
    for k in range(len(p["b"])):
        total = p["b"][k]
        for i in range(len(x)):
            total += x[i] * p["Wx"][i][k]
        for j in range(len(h)):
            total += h[j] * p["Wh"][j][k]
        new.append(math.tanh(total))
    return new


def states_of_one(x, h, p):
    """[h_0, h_1, ..., h_T] of one sequence."""
    states = [h]
    for x_t in x:
        states.append(step(x_t, states[-1], p))
    return states


def rnn_cell(x, h, params):
    p = as_lists(params)
    return np.array([step(x[n].tolist(), h[n].tolist(), p) for n in range(len(x))])


def rnn_forward(x, h0, params):
    p = as_lists(params)
    return np.array([states_of_one(x[n].tolist(), h0[n].tolist(), p)[1:] for n in range(len(x))])


def zeros(rows, columns):
    return [[0.0] * columns for _ in range(rows)]


def rnn_backward(dhs, x, h0, params):
    p = as_lists(params)
    D, H = len(p["Wx"]), len(p["b"])
    dWx, dWh, db = zeros(D, H), zeros(H, H), [0.0] * H
    dx, dh0 = [], []
    for n in range(len(x)):
        xs, direct = x[n].tolist(), dhs[n].tolist()
        states = states_of_one(xs, h0[n].tolist(), p)
        dx_n = zeros(len(xs), D)
        dh = [0.0] * H                                  # gradient of the state that the loop stands at
        for t in range(len(xs), 0, -1):
            dh = [dh[k] + direct[t - 1][k] for k in range(H)]
            da = [dh[k] * (1 - states[t][k] ** 2) for k in range(H)]
            for k in range(H):
                db[k] += da[k]
                for i in range(D):
                    dWx[i][k] += xs[t - 1][i] * da[k]
                    dx_n[t - 1][i] += p["Wx"][i][k] * da[k]
                for j in range(H):
                    dWh[j][k] += states[t - 1][j] * da[k]
            dh = [sum(p["Wh"][j][k] * da[k] for k in range(H)) for j in range(H)]
        dx.append(dx_n)
        dh0.append(dh)
    return {"x": np.array(dx), "h0": np.array(dh0), "Wx": np.array(dWx), "Wh": np.array(dWh), "b": np.array(db)}


def rnn_predict(x, h0, params):
    p = as_lists(params)
    answer = []
    for n in range(len(x)):
        rows = []
        for h in states_of_one(x[n].tolist(), h0[n].tolist(), p)[1:]:
            rows.append([p["by"][v] + sum(h[k] * p["Wy"][k][v] for k in range(len(h))) for v in range(len(p["by"]))])
        answer.append(rows)
    return np.array(answer)


def hidden_jacobian_norms(x, h0, params):
    """Pushes a small change of every entry of h_t forward to h_T, exactly: a tangent of the tanh."""
    p = as_lists(params)
    H = len(p["b"])
    states = states_of_one(x.tolist(), h0.tolist(), p)
    T = len(states) - 1
    norms = []
    for t in range(T + 1):
        total = 0.0
        for j in range(H):
            change = [0.0] * H
            change[j] = 1.0
            for s in range(t + 1, T + 1):
                change = [(1 - states[s][k] ** 2) * sum(change[i] * p["Wh"][i][k] for i in range(H)) for k in range(H)]
            total += sum(c * c for c in change)
        norms.append(math.sqrt(total))
    return norms


def clip_by_global_norm(gradients, max_norm):
    total = 0.0
    for g in gradients:
        for value in np.asarray(g).flatten().tolist():
            total += value * value
    norm = math.sqrt(total)
    if norm <= max_norm:
        return [np.array(g) for g in gradients], norm
    return [np.array(g) * max_norm / norm for g in gradients], norm
