"""Neural networks with plain Python numbers and loops: one row, one unit, one weight at a time."""
import math
import random

import numpy as np

NAMES = ("linear", "sigmoid", "tanh", "relu", "leaky_relu")


def one(a, name):
    if name == "linear":
        return a
    if name == "sigmoid":
        if a < 0:
            e = math.exp(a)
            return e / (1.0 + e)
        return 1.0 / (1.0 + math.exp(-a))
    if name == "tanh":
        return math.tanh(a)
    if name == "relu":
        return a if a > 0 else 0.0
    if name == "leaky_relu":
        return a if a > 0 else 0.01 * a
    raise ValueError("unknown activation: " + name)


def slope(a, name):
    if name == "linear":
        return 1.0
    if name == "sigmoid":
        s = one(a, "sigmoid")
        return s * (1.0 - s)
    if name == "tanh":
        return 1.0 - math.tanh(a) ** 2
    if name == "relu":
        return 1.0 if a > 0 else 0.0
    if name == "leaky_relu":
        return 1.0 if a > 0 else 0.01
    raise ValueError("no elementwise derivative: " + name)


def shares(row):
    top = max(row)
    powers = [math.exp(a - top) for a in row]
    total = sum(powers)
    return [p / total for p in powers]


def nested(values, f):
    """Apply f to every number of nested lists."""
    if isinstance(values, list):
        return [nested(v, f) for v in values]
    return f(values)


def rows_of(values):
    """softmax of the innermost lists"""
    if isinstance(values[0], list):
        return [rows_of(v) for v in values]
    return shares(values)


def activation(x, name):
    if name == "softmax":
        return np.array(rows_of(x.tolist()))
    return np.array(nested(x.tolist(), lambda a: one(a, name)))


def activation_gradient(x, name):
    return np.array(nested(x.tolist(), lambda a: slope(a, name)))


def forward_row(row, W, b):
    return [b[h] + sum(row[d] * W[d][h] for d in range(len(row))) for h in range(len(b))]


def dense_forward(x, W, b):
    W, b = W.tolist(), b.tolist()
    return np.array([forward_row(row, W, b) for row in x.tolist()])


def backward_lists(dy, x, W):
    N, D, H = len(x), len(W), len(W[0])
    dx = [[0.0] * D for _ in range(N)]
    dW = [[0.0] * H for _ in range(D)]
    db = [0.0] * H
    for n in range(N):
        for h in range(H):
            db[h] += dy[n][h]
            for d in range(D):
                dx[n][d] += dy[n][h] * W[d][h]
                dW[d][h] += dy[n][h] * x[n][d]
    return dx, dW, db


def dense_backward(dy, x, W):
    dx, dW, db = backward_lists(dy.tolist(), x.tolist(), W.tolist())
    return np.array(dx), np.array(dW), np.array(db)


def mse_loss(prediction, target):
    p, t = prediction.tolist(), target.tolist()
    count = sum(len(row) for row in p)
    total = 0.0
    gradient = []
    for row, wanted in zip(p, t):
        gradient.append([2 * (a - b) / count for a, b in zip(row, wanted)])
        for a, b in zip(row, wanted):
            total += (a - b) ** 2
    return total / count, np.array(gradient)


def entropy_lists(logits, labels):
    N = len(logits)
    loss, gradient = 0.0, []
    for row, label in zip(logits, labels):
        p = shares(row)
        loss -= math.log(p[label])
        p[label] -= 1.0
        gradient.append([a / N for a in p])
    return loss / N, gradient


def cross_entropy_loss(logits, labels):
    loss, gradient = entropy_lists(logits.tolist(), labels.tolist())
    return loss, np.array(gradient)


def as_lists(layers):
    return [(layer["W"].tolist(), layer["b"].tolist()) for layer in layers]


def walk(x, layers, name):
    """Every layer's input, and its sums."""
    inputs, sums = [], []
    current = x
    for i, (W, b) in enumerate(layers):
        inputs.append(current)
        out = [forward_row(row, W, b) for row in current]
        sums.append(out)
        if i < len(layers) - 1:
            current = [[one(a, name) for a in row] for row in out]
    return inputs, sums


def mlp_forward(x, layers, name):
    return np.array(walk(x.tolist(), as_lists(layers), name)[1][-1])


def mlp_gradients(x, labels, layers, name):
    lists = as_lists(layers)
    inputs, sums = walk(x.tolist(), lists, name)
    loss, dy = entropy_lists(sums[-1], labels.tolist())
    gradients = [None] * len(lists)
    for i in reversed(range(len(lists))):
        dx, dW, db = backward_lists(dy, inputs[i], lists[i][0])
        gradients[i] = {"W": np.array(dW), "b": np.array(db)}
        if i > 0:
            dy = [[g * slope(a, name) for g, a in zip(grow, arow)] for grow, arow in zip(dx, sums[i - 1])]
    return loss, gradients


def sgd_step(params, gradients, learning_rate):
    new = {}
    for key in params:
        new[key] = params[key] - learning_rate * gradients[key]
    return new


def adam_step(param, gradient, m, v, t, learning_rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
    new_param, new_m, new_v = np.empty_like(param), np.empty_like(m), np.empty_like(v)
    for where in np.ndindex(param.shape):
        a = new_m[where] = beta1 * m[where] + (1 - beta1) * gradient[where]
        s = new_v[where] = beta2 * v[where] + (1 - beta2) * gradient[where] ** 2
        step = a / (1 - beta1**t) / (math.sqrt(s / (1 - beta2**t)) + eps)
        new_param[where] = param[where] - learning_rate * step
    return new_param, new_m, new_v


# Loops over weights would take minutes here, so the training works on whole rows: stochastic gradient descent, one row at a time.

def train_classifier(X, y, num_classes, seed):
    rng = random.Random(seed)
    N, D = X.shape
    H = 40
    np.random.seed(seed)
    W1, c1 = np.random.randn(D, H) * (1.0 / D) ** 0.5, np.zeros(H)
    W2, c2 = np.random.randn(H, num_classes) * (1.0 / H) ** 0.5, np.zeros(num_classes)
    middle = X.mean(axis=0)
    order = list(range(N))
    for epoch in range(60):
        rng.shuffle(order)
        rate = 0.08 if epoch < 45 else 0.02
        for n in order:
            x = X[n] - middle
            h = np.tanh(x @ W1 + c1)
            z = h @ W2 + c2
            p = np.exp(z - z.max())
            p /= p.sum()
            p[y[n]] -= 1.0
            dh = (W2 @ p) * (1 - h * h)
            W2 -= rate * np.outer(h, p)
            c2 -= rate * p
            W1 -= rate * np.outer(x, dh)
            c1 -= rate * dh
    return middle, W1, c1, W2, c2


def classify(model, X):
    middle, W1, c1, W2, c2 = model
    answers = []
    for x in X:
        scores = (np.tanh((x - middle) @ W1 + c1) @ W2 + c2).tolist()
        answers.append(scores.index(max(scores)))
    return answers
