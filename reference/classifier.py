"""A classifier that learns: one hidden layer of ReLUs, mean cross-entropy, Adam on small batches.

Every column of X is first scaled to mean 0 and deviation 1, with the numbers of the training rows.

Sizes: N rows, D columns, H hidden units, C classes.

Sources: the slides "Deep Neural Networks (DNN)"; K. He et al., "Delving Deep into Rectifiers", 2015 (the size of the first weights);
D. Kingma and J. Ba, "Adam", 2015; Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient BackProp", 1998 (scaled inputs, shuffled rows).
"""

from __future__ import annotations

import numpy as np

HIDDEN = 64
BATCH = 50
EPOCHS = 60
STEP = 0.01  # Adam's learning rate


def initial_model(rng: np.random.Generator, X: np.ndarray, num_classes: int) -> dict[str, np.ndarray]:
    """W1 (D, H), b1 (H,), W2 (H, C), b2 (C,): small random weights, zero biases; and mean, scale (D,) of the columns of X."""
    features = X.shape[1]
    deviation = X.std(axis=0)
    return {
        "mean": X.mean(axis=0),
        "scale": np.where(deviation > 0, deviation, 1),  # a column may hold one number only
        "W1": rng.standard_normal((features, HIDDEN)) * np.sqrt(2 / features),
        "b1": np.zeros(HIDDEN),
        "W2": rng.standard_normal((HIDDEN, num_classes)) * np.sqrt(2 / HIDDEN),
        "b2": np.zeros(num_classes),
    }


def logits(model: dict[str, np.ndarray], X: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """X (N, D) -> the scaled X, the hidden units (N, H), a score a class (N, C)."""
    x = (X - model["mean"]) / model["scale"]
    hidden = np.maximum(x @ model["W1"] + model["b1"], 0)
    return x, hidden, hidden @ model["W2"] + model["b2"]


def gradients(model: dict[str, np.ndarray], X: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Gradients of the mean cross-entropy of the batch X (N, D), y (N,)."""
    x, hidden, scores = logits(model, X)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    dscores = powers / powers.sum(axis=1, keepdims=True)
    dscores[np.arange(len(y)), y] -= 1
    dscores /= len(y)
    dhidden = dscores @ model["W2"].T * (hidden > 0)
    return {"W1": x.T @ dhidden, "b1": dhidden.sum(axis=0), "W2": hidden.T @ dscores, "b2": dscores.sum(axis=0)}


def train_classifier(X: np.ndarray, y: np.ndarray, num_classes: int, seed: int) -> dict[str, np.ndarray]:
    """X (N, D) floats, y (N,) int from 0 to num_classes - 1 -> the trained model. The same seed gives the same model."""
    rng = np.random.default_rng(seed)
    model = initial_model(rng, X, num_classes)
    learned = ("W1", "b1", "W2", "b2")
    mean = {name: np.zeros_like(model[name]) for name in learned}
    square = {name: np.zeros_like(model[name]) for name in learned}
    updates = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(X))
        for start in range(0, len(X), BATCH):
            chosen = order[start : start + BATCH]
            found = gradients(model, X[chosen], y[chosen])
            updates += 1
            for name in learned:  # Adam with its usual constants
                mean[name] = 0.9 * mean[name] + 0.1 * found[name]
                square[name] = 0.999 * square[name] + 0.001 * found[name] ** 2
                step = mean[name] / (1 - 0.9**updates) / (np.sqrt(square[name] / (1 - 0.999**updates)) + 1e-8)
                model[name] = model[name] - STEP * step
    return model


def classify(model: dict[str, np.ndarray], X: np.ndarray) -> np.ndarray:
    """X (N, D) -> labels (N,) int, the class of each."""
    return np.argmax(logits(model, X)[2], axis=1)
