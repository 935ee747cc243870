"""An LSTM that learns to remember: it names the first symbol of a sequence after it has read 29 more.

The last hidden state goes through one dense layer to a score a class. Training: mean cross-entropy, backpropagation through time,
gradients clipped to global norm 1, Adam. The forget gate's bias starts at log T, so that the memory lasts about T steps from the start:
a memory that fades too fast gives no gradient to learn from.

Sizes: N sequences, T steps, D symbols, H hidden, K classes. The four layers of the cell are one matrix W (H + D, 4H), in the order
forget, input, candidate, output.

Sources: S. Hochreiter and J. Schmidhuber, "Long Short-Term Memory", 1997; R. Jozefowicz, W. Zaremba and I. Sutskever, "An Empirical
Exploration of Recurrent Network Architectures", 2015 (the forget gate's bias); D. Kingma and J. Ba, "Adam", 2015.
"""

from __future__ import annotations

import numpy as np

HIDDEN = 24
BATCH = 50
EPOCHS = 12
STEP = 0.01  # Adam's learning rate
MAX_NORM = 1.0


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def initial_model(rng: np.random.Generator, steps: int, features: int, num_classes: int) -> dict[str, np.ndarray]:
    """W (H + D, 4H), b (4H,), Wy (H, K), by (K,): small random weights, zero biases but for the forget gate's."""
    scale = 1 / np.sqrt(HIDDEN)
    model = {
        "W": rng.uniform(-scale, scale, size=(HIDDEN + features, 4 * HIDDEN)),
        "b": np.zeros(4 * HIDDEN),
        "Wy": rng.uniform(-scale, scale, size=(HIDDEN, num_classes)),
        "by": np.zeros(num_classes),
    }
    model["b"][:HIDDEN] = np.log(steps)
    return model


def read(model: dict[str, np.ndarray], x: np.ndarray) -> tuple[np.ndarray, list[tuple[np.ndarray, ...]]]:
    """x (N, T, D) -> (the last hidden state (N, H), what the backward pass needs of every step)."""
    batch, steps, _ = x.shape
    h = np.zeros((batch, HIDDEN))
    c = np.zeros((batch, HIDDEN))
    trace = []
    for t in range(steps):
        hx = np.concatenate([h, x[:, t]], axis=1)  # (N, H + D)
        before = hx @ model["W"] + model["b"]  # (N, 4H)
        f, i, g, o = np.split(before, 4, axis=1)
        f, i, g, o = sigmoid(f), sigmoid(i), np.tanh(g), sigmoid(o)
        new_c = f * c + i * g
        tanh_c = np.tanh(new_c)
        trace.append((hx, f, i, g, o, c, tanh_c))
        h, c = o * tanh_c, new_c
    return h, trace


def read_backward(model: dict[str, np.ndarray], dh: np.ndarray, trace: list[tuple[np.ndarray, ...]]) -> dict[str, np.ndarray]:
    """dh (N, H): gradient of the last hidden state -> gradients of W and b, summed over all steps."""
    dW = np.zeros_like(model["W"])
    db = np.zeros_like(model["b"])
    dc = np.zeros_like(dh)
    for hx, f, i, g, o, c, tanh_c in reversed(trace):
        dc = dc + dh * o * (1 - tanh_c**2)
        before = np.concatenate(
            [dc * c * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), dh * tanh_c * o * (1 - o)], axis=1
        )  # (N, 4H)
        dW += hx.T @ before
        db += before.sum(axis=0)
        dh = before @ model["W"][:HIDDEN].T
        dc = dc * f
    return {"W": dW, "b": db}


def gradients(model: dict[str, np.ndarray], x: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    """Gradients of the mean cross-entropy of the batch x (N, T, D), labels (N,)."""
    h, trace = read(model, x)
    scores = h @ model["Wy"] + model["by"]  # (N, K)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    dscores = shares / shares.sum(axis=1, keepdims=True)
    dscores[np.arange(len(labels)), labels] -= 1
    dscores /= len(labels)
    found = read_backward(model, dscores @ model["Wy"].T, trace)
    return {**found, "Wy": h.T @ dscores, "by": dscores.sum(axis=0)}


def train_sequence_classifier(x: np.ndarray, labels: np.ndarray, num_classes: int, seed: int) -> dict[str, np.ndarray]:
    """x (N, T, D) floats, labels (N,) int -> the trained model. The same seed gives the same model."""
    rng = np.random.default_rng(seed)
    model = initial_model(rng, x.shape[1], x.shape[2], num_classes)
    mean = {name: np.zeros_like(value) for name, value in model.items()}
    square = {name: np.zeros_like(value) for name, value in model.items()}
    updates = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(x))
        for start in range(0, len(x), BATCH):
            chosen = order[start : start + BATCH]
            found = gradients(model, x[chosen], labels[chosen])
            norm = np.sqrt(sum((gradient**2).sum() for gradient in found.values()))
            updates += 1
            for name, gradient in found.items():  # Adam with its usual constants
                gradient = gradient * min(1.0, MAX_NORM / norm)
                mean[name] = 0.9 * mean[name] + 0.1 * gradient
                square[name] = 0.999 * square[name] + 0.001 * gradient**2
                step = mean[name] / (1 - 0.9**updates) / (np.sqrt(square[name] / (1 - 0.999**updates)) + 1e-8)
                model[name] = model[name] - STEP * step
    return model


def classify_sequences(model: dict[str, np.ndarray], x: np.ndarray) -> np.ndarray:
    """x (N, T, D) -> labels (N,) int, the class of each."""
    h, _ = read(model, x)
    return np.argmax(h @ model["Wy"] + model["by"], axis=1)
