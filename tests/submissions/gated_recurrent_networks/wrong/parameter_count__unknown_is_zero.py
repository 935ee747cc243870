"""Wrong: parameter_count -- returns 0 for an unknown kind instead of raising ValueError."""
import math
import random

import numpy as np


def sigmoid(a):
    if a >= 0:
        return 1 / (1 + math.exp(-a))
    e = math.exp(a)
    return e / (1 + e)


def as_lists(params):
    return {name: np.asarray(value).tolist() for name, value in params.items()}


def dense(row, W, b):
    """row @ W + b for one row."""
    out = []
    for k in range(len(b)):
        total = b[k]
        for i in range(len(row)):
            total += row[i] * W[i][k]
        out.append(total)
    return out


def gates_of_one(x, h, p):
    both = h + x                     # list concatenation: first h, then x
    f = [sigmoid(a) for a in dense(both, p["Wf"], p["bf"])]
    i = [sigmoid(a) for a in dense(both, p["Wi"], p["bi"])]
    g = [math.tanh(a) for a in dense(both, p["Wg"], p["bg"])]
    o = [sigmoid(a) for a in dense(both, p["Wo"], p["bo"])]
    return f, i, g, o


def lstm_step(x, h, c, p):
    f, i, g, o = gates_of_one(x, h, p)
    new_c = [f[k] * c[k] + i[k] * g[k] for k in range(len(c))]
    new_h = [o[k] * math.tanh(new_c[k]) for k in range(len(c))]
    return new_h, new_c


def gru_step(x, h, p):
    z = [sigmoid(a) for a in dense(h + x, p["Wz"], p["bz"])]
    r = [sigmoid(a) for a in dense(h + x, p["Wr"], p["br"])]
    kept = [r[k] * h[k] for k in range(len(h))]
    g = [math.tanh(a) for a in dense(kept + x, p["Wg"], p["bg"])]
    return [(1 - z[k]) * h[k] + z[k] * g[k] for k in range(len(h))]


def lstm_gates(x, h, params):
    p = as_lists(params)
    rows = [gates_of_one(a, b, p) for a, b in zip(x.tolist(), h.tolist())]
    return [np.array([row[k] for row in rows]) for k in range(4)]


def lstm_cell(x, h, c, params):
    p = as_lists(params)
    new = [lstm_step(x[n].tolist(), h[n].tolist(), c[n].tolist(), p) for n in range(len(x))]
    return np.array([a for a, _ in new]), np.array([b for _, b in new])


def lstm_forward(x, h0, c0, params):
    p = as_lists(params)
    hs, last_h, last_c = [], [], []
    for n in range(len(x)):
        h, c = h0[n].tolist(), c0[n].tolist()
        states = []
        for x_t in x[n].tolist():
            h, c = lstm_step(x_t, h, c, p)
            states.append(h)
        hs.append(states)
        last_h.append(h)
        last_c.append(c)
    return np.array(hs), np.array(last_h), np.array(last_c)


def add_outer(W, row, d):
    for i in range(len(row)):
        for k in range(len(d)):
            W[i][k] += row[i] * d[k]


def zeros_like(W):
    return [[0.0] * len(W[0]) for _ in W]


def lstm_cell_backward(dh, dc, x, h, c, params):
    p = as_lists(params)
    grads = {}
    for name in "figo":
        grads["W" + name] = zeros_like(p["W" + name])
        grads["b" + name] = [0.0] * len(p["b" + name])
    dx, dh_old, dc_old = [], [], []
    for n in range(len(x)):
        xs, hs, cs = x[n].tolist(), h[n].tolist(), c[n].tolist()
        H, both = len(hs), hs + xs
        f, i, g, o = gates_of_one(xs, hs, p)
        before = {"f": [], "i": [], "g": [], "o": []}     # gradients before the squashing function
        dc_row = []
        for k in range(H):
            new_c = f[k] * cs[k] + i[k] * g[k]
            t = math.tanh(new_c)
            d_new_c = float(dc[n][k]) + float(dh[n][k]) * o[k] * (1 - t * t)
            before["f"].append(d_new_c * cs[k] * f[k] * (1 - f[k]))
            before["i"].append(d_new_c * g[k] * i[k] * (1 - i[k]))
            before["g"].append(d_new_c * i[k] * (1 - g[k] ** 2))
            before["o"].append(float(dh[n][k]) * t * o[k] * (1 - o[k]))
            dc_row.append(d_new_c * f[k])
        d_both = [0.0] * len(both)
        for name, d in before.items():
            W = p["W" + name]
            add_outer(grads["W" + name], both, d)
            for k in range(H):
                grads["b" + name][k] += d[k]
                for j in range(len(both)):
                    d_both[j] += d[k] * W[j][k]
        dh_old.append(d_both[:H])
        dx.append(d_both[H:])
        dc_old.append(dc_row)
    grads.update(x=dx, h=dh_old, c=dc_old)
    return {name: np.array(value) for name, value in grads.items()}


def gru_cell(x, h, params):
    p = as_lists(params)
    return np.array([gru_step(a, b, p) for a, b in zip(x.tolist(), h.tolist())])


def gru_forward(x, h0, params):
    p = as_lists(params)
    out = []
    for sequence, h in zip(x.tolist(), h0.tolist()):
        states = []
        for x_t in sequence:
            h = gru_step(x_t, h, p)
            states.append(h)
        out.append(states)
    return np.array(out)


def gru_cell_backward(dh, x, h, params):
    p = as_lists(params)
    grads = {}
    for name in "zrg":
        grads["W" + name] = zeros_like(p["W" + name])
        grads["b" + name] = [0.0] * len(p["b" + name])
    dx, dh_old = [], []
    for n in range(len(x)):
        xs, hs, d = x[n].tolist(), h[n].tolist(), dh[n].tolist()
        H, both = len(hs), hs + xs
        z = [sigmoid(a) for a in dense(both, p["Wz"], p["bz"])]
        r = [sigmoid(a) for a in dense(both, p["Wr"], p["br"])]
        reset = [r[k] * hs[k] for k in range(H)] + xs
        g = [math.tanh(a) for a in dense(reset, p["Wg"], p["bg"])]

        dg = [d[k] * z[k] * (1 - g[k] ** 2) for k in range(H)]
        d_reset = [sum(p["Wg"][j][k] * dg[k] for k in range(H)) for j in range(len(reset))]
        dz = [d[k] * (g[k] - hs[k]) * z[k] * (1 - z[k]) for k in range(H)]
        dr = [d_reset[k] * hs[k] * r[k] * (1 - r[k]) for k in range(H)]
        d_both = [sum(p["Wz"][j][k] * dz[k] + p["Wr"][j][k] * dr[k] for k in range(H)) for j in range(len(both))]

        dh_old.append([d[k] * (1 - z[k]) + d_reset[k] * r[k] + d_both[k] for k in range(H)])
        dx.append([d_reset[H + j] + d_both[H + j] for j in range(len(xs))])
        for name, row, delta in (("z", both, dz), ("r", both, dr), ("g", reset, dg)):
            add_outer(grads["W" + name], row, delta)
            for k in range(H):
                grads["b" + name][k] += delta[k]
    grads["x"], grads["h"] = dx, dh_old
    return {name: np.array(value) for name, value in grads.items()}


def parameter_count(kind, input_size, hidden_size):
    if kind == "rnn":
        gates = 1
    elif kind == "gru":
        gates = 3
    elif kind == "lstm":
        gates = 4
    else:
        return 0
    return gates * (hidden_size * (hidden_size + input_size) + hidden_size)


# Backpropagation through time with lists would take minutes. A softmax with one weight for each (time, symbol, class) has a
# memory of every step and is trained in a second.

def symbols(sequence):
    return [row.index(max(row)) for row in sequence.tolist()]


def scores(weights, sequence):
    total = [0.0] * len(weights[0][0])
    for t, s in enumerate(sequence):
        w = weights[t][s]
        for k in range(len(total)):
            total[k] += w[k]
    return total


def train_sequence_classifier(x, labels, num_classes, seed):
    rng = random.Random(seed)
    N, T, D = x.shape
    data = [(symbols(x[n]), int(labels[n])) for n in range(N)]
    weights = [[[0.0] * num_classes for _ in range(D)] for _ in range(T)]
    for epoch in range(5):
        rng.shuffle(data)
        rate = 0.2 / (1 + epoch)
        for sequence, label in data:
            a = scores(weights, sequence)
            top = max(a)
            e = [math.exp(v - top) for v in a]
            total = sum(e)
            step = [rate * ((k == label) - e[k] / total) for k in range(num_classes)]
            for t, s in enumerate(sequence):
                w = weights[t][s]
                for k in range(num_classes):
                    w[k] += step[k]
    return weights


def classify_sequences(model, x):
    answers = []
    for sequence in x:
        a = scores(model, symbols(sequence))
        answers.append(a.index(max(a)))
    return answers
