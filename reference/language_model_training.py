"""A language model that learns from a text: a GPT of one block and one head, with gradients by hand.

    x      = embedding[tokens] + position[0 .. T-1]
    x      = x + softmax(q k^T / sqrt(D)) v @ Wo          q, k, v = n @ Wq, n @ Wk, n @ Wv  with  n = norm(x); position t sees 0 .. t
    x      = x + max(0, norm(x) @ W1 + b1) @ W2
    logits = norm(x) @ out + bias

norm takes every row to mean 0 and variance 1 and learns nothing. Training: mean cross-entropy of the next token at every position of
windows that begin anywhere in the text, Adam with a learning rate that falls to 0.

Sizes: N windows, T time, D width, F width of the hidden layer, V vocabulary.

Sources: A. Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018; A. Vaswani et al., "Attention Is All You
Need", 2017; D. Kingma and J. Ba, "Adam", 2015.
"""

from __future__ import annotations

import math

import numpy as np

WIDTH = 32
HIDDEN = 64
BATCH = 32
UPDATES = 400
STEP = 0.005  # Adam's first learning rate

Arrays = dict[str, np.ndarray]


def initial_model(rng: np.random.Generator, vocab_size: int, context: int) -> Arrays:
    """Small random weights, zero biases."""
    shapes = {"embedding": (vocab_size, WIDTH), "position": (context, WIDTH), "out": (WIDTH, vocab_size)}
    shapes |= dict.fromkeys(("Wq", "Wk", "Wv", "Wo"), (WIDTH, WIDTH))
    shapes |= {"W1": (WIDTH, HIDDEN), "W2": (HIDDEN, WIDTH)}
    model = {name: rng.normal(scale=1 / math.sqrt(WIDTH), size=shape) for name, shape in shapes.items()}
    return {**model, "b1": np.zeros(HIDDEN), "bias": np.zeros(vocab_size)}


def norm(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(x with every row at mean 0 and variance 1, the deviation that each row was divided by)."""
    centred = x - x.mean(axis=-1, keepdims=True)
    deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    return centred / deviation, deviation


def norm_backward(dn: np.ndarray, n: np.ndarray, deviation: np.ndarray) -> np.ndarray:
    """Gradient of norm's input, from that of its output n."""
    return (dn - dn.mean(axis=-1, keepdims=True) - n * (dn * n).mean(axis=-1, keepdims=True)) / deviation


def softmax(x: np.ndarray) -> np.ndarray:
    """Over the last axis."""
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


def forward(model: Arrays, tokens: np.ndarray) -> tuple[np.ndarray, Arrays]:
    """tokens (N, T) -> (logits (N, T, V), what the backward pass needs)."""
    steps = tokens.shape[1]
    x0 = model["embedding"][tokens] + model["position"][:steps]  # (N, T, D)
    n0, deviation0 = norm(x0)
    q, k, v = n0 @ model["Wq"], n0 @ model["Wk"], n0 @ model["Wv"]
    scores = q @ k.swapaxes(1, 2) / math.sqrt(WIDTH)  # (N, T, T)
    weights = softmax(np.where(np.tri(steps, dtype=bool), scores, -np.inf))
    mixed = weights @ v
    x1 = x0 + mixed @ model["Wo"]
    n1, deviation1 = norm(x1)
    hidden = np.maximum(0, n1 @ model["W1"] + model["b1"])  # (N, T, F)
    n2, deviation2 = norm(x1 + hidden @ model["W2"])
    trace = {"n0": n0, "q": q, "k": k, "v": v, "weights": weights, "mixed": mixed, "n1": n1, "hidden": hidden, "n2": n2}
    trace |= {"deviation0": deviation0, "deviation1": deviation1, "deviation2": deviation2}
    return n2 @ model["out"] + model["bias"], trace


def times(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Gradient of W in a @ W, where b is that of the product: summed over windows and time. (N, T, A), (N, T, B) -> (A, B)."""
    return a.reshape(-1, a.shape[-1]).T @ b.reshape(-1, b.shape[-1])


def backward(model: Arrays, tokens: np.ndarray, dlogits: np.ndarray, trace: Arrays) -> Arrays:
    """Gradients of every array of the model, from those of the logits (N, T, V)."""
    found = {"out": times(trace["n2"], dlogits), "bias": dlogits.sum(axis=(0, 1))}
    dx = norm_backward(dlogits @ model["out"].T, trace["n2"], trace["deviation2"])

    dhidden = (dx @ model["W2"].T) * (trace["hidden"] > 0)
    found |= {"W2": times(trace["hidden"], dx), "W1": times(trace["n1"], dhidden), "b1": dhidden.sum(axis=(0, 1))}
    dx = dx + norm_backward(dhidden @ model["W1"].T, trace["n1"], trace["deviation1"])

    dmixed = dx @ model["Wo"].T
    dweights = dmixed @ trace["v"].swapaxes(1, 2)  # (N, T, T)
    dscores = trace["weights"] * (dweights - (dweights * trace["weights"]).sum(axis=-1, keepdims=True)) / math.sqrt(WIDTH)
    dq, dk, dv = dscores @ trace["k"], dscores.swapaxes(1, 2) @ trace["q"], trace["weights"].swapaxes(1, 2) @ dmixed
    found |= {"Wo": times(trace["mixed"], dx), **{name: times(trace["n0"], d) for name, d in (("Wq", dq), ("Wk", dk), ("Wv", dv))}}
    dn0 = dq @ model["Wq"].T + dk @ model["Wk"].T + dv @ model["Wv"].T
    dx = dx + norm_backward(dn0, trace["n0"], trace["deviation0"])

    found |= {"embedding": np.zeros_like(model["embedding"]), "position": np.zeros_like(model["position"])}
    np.add.at(found["embedding"], tokens, dx)
    found["position"][: tokens.shape[1]] = dx.sum(axis=0)
    return found


def gradients(model: Arrays, tokens: np.ndarray, following: np.ndarray) -> Arrays:
    """Gradients of the mean cross-entropy of `following` (N, T), the token after each of `tokens` (N, T)."""
    logits, trace = forward(model, tokens)
    dlogits = softmax(logits) - np.eye(logits.shape[-1])[following]
    return backward(model, tokens, dlogits / tokens.size, trace)


def train_language_model(tokens: np.ndarray, vocab_size: int, context: int, seed: int) -> Arrays:
    """A text (M,) of whole numbers below vocab_size -> the trained model, for windows of up to `context` tokens."""
    rng = np.random.default_rng(seed)
    model = initial_model(rng, vocab_size, context)
    mean = {name: np.zeros_like(value) for name, value in model.items()}
    square = {name: np.zeros_like(value) for name, value in model.items()}
    for update in range(1, UPDATES + 1):
        begins = rng.integers(0, len(tokens) - context, size=BATCH)
        windows = tokens[begins[:, None] + np.arange(context + 1)]  # (N, T + 1)
        rate = STEP * (1 - update / UPDATES)
        for name, gradient in gradients(model, windows[:, :-1], windows[:, 1:]).items():  # Adam with its usual constants
            mean[name] = 0.9 * mean[name] + 0.1 * gradient
            square[name] = 0.999 * square[name] + 0.001 * gradient**2
            step = mean[name] / (1 - 0.9**update) / (np.sqrt(square[name] / (1 - 0.999**update)) + 1e-8)
            model[name] = model[name] - rate * step
    return model


def language_model_logits(model: Arrays, tokens: np.ndarray) -> np.ndarray:
    """tokens (N, T), T <= context -> logits (N, T, V); those at t are for the token at t + 1."""
    return forward(model, tokens)[0]
