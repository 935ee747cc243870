"""A convolutional network that learns to read handwritten digits: 12 filters, one dense layer, a few hundred steps of Adam.

The layers are those of reference/convolutional_network.py. To be fast, the convolution here is one matrix product: the 3 x 3 patch round
each pixel is a row of nine numbers a channel. Images have an even number of rows and of columns.

Sizes: N images of C channels, H rows and W columns, F filters, K classes. Inside, channels come last: (N, H, W, F).

Sources: Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", 1998; D. Kingma and J. Ba, "Adam", 2015; K. He et al.,
"Delving Deep into Rectifiers", 2015 (the size of the first weights).
"""

from __future__ import annotations

import numpy as np

FILTERS = 12
BATCH = 40
EPOCHS = 15
STEP = 0.005  # Adam's learning rate

Model = dict[str, np.ndarray]


def initial_model(rng: np.random.Generator, shape: tuple[int, int, int], num_classes: int) -> Model:
    """shape (C, H, W) -> w (9 * C, F), b (F,), W (H / 2 * W / 2 * F, K), c (K,): small random weights, zero biases."""
    channels, height, width = shape
    seen, flat = 9 * channels, (height // 2) * (width // 2) * FILTERS
    return {
        "w": rng.normal(size=(seen, FILTERS)) * np.sqrt(2 / seen),
        "b": np.zeros(FILTERS),
        "W": rng.normal(size=(flat, num_classes)) * np.sqrt(2 / flat),
        "c": np.zeros(num_classes),
    }


def patches(images: np.ndarray) -> np.ndarray:
    """images (N, C, H, W) -> (N, H, W, 9 * C): what a 3 x 3 filter with padding 1 covers at each pixel."""
    padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
    covered = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))  # (N, C, H, W, 3, 3)
    count, channels, height, width = images.shape
    return covered.transpose(0, 2, 3, 1, 4, 5).reshape(count, height, width, channels * 9)


def look(model: Model, images: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """images (N, C, H, W) -> (scores (N, K), what the backward pass needs)."""
    seen = patches(images)
    maps = np.maximum(seen @ model["w"] + model["b"], 0)  # (N, H, W, F)
    count, height, width, _ = maps.shape
    quarters = maps.reshape(count, height // 2, 2, width // 2, 2, FILTERS)  # the 2 x 2 windows on axes 2 and 4
    pooled = quarters.max(axis=(2, 4))  # (N, H / 2, W / 2, F)
    return pooled.reshape(count, -1) @ model["W"] + model["c"], (seen, quarters, pooled)


def gradients(model: Model, images: np.ndarray, labels: np.ndarray) -> Model:
    """Gradients of the mean cross-entropy of a batch. Where several pixels of a window are the largest, they share."""
    scores, (seen, quarters, pooled) = look(model, images)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    dscores = shares / shares.sum(axis=1, keepdims=True)
    dscores[np.arange(len(labels)), labels] -= 1
    dscores /= len(labels)
    dpooled = (dscores @ model["W"].T).reshape(pooled.shape)

    largest = (quarters == pooled[:, :, None, :, None]) & (quarters > 0)  # ReLU: nothing flows where the value is 0
    most = np.maximum(largest.sum(axis=(2, 4), keepdims=True), 1)
    dmaps = (largest * dpooled[:, :, None, :, None] / most).reshape(-1, FILTERS)  # (N * H * W, F)
    return {
        "w": seen.reshape(len(dmaps), -1).T @ dmaps,
        "b": dmaps.sum(axis=0),
        "W": pooled.reshape(len(labels), -1).T @ dscores,
        "c": dscores.sum(axis=0),
    }


def train_image_classifier(images: np.ndarray, labels: np.ndarray, num_classes: int, seed: int) -> Model:
    """images (N, C, H, W) in [0, 1], labels (N,) int -> the trained model. The same seed gives the same model."""
    rng = np.random.default_rng(seed)
    model = initial_model(rng, images.shape[1:], num_classes)
    mean = {name: np.zeros_like(value) for name, value in model.items()}
    square = {name: np.zeros_like(value) for name, value in model.items()}
    updates = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(images))
        for start in range(0, len(images), BATCH):
            chosen = order[start : start + BATCH]
            updates += 1
            for name, gradient in gradients(model, images[chosen], labels[chosen]).items():  # Adam with its usual constants
                mean[name] = 0.9 * mean[name] + 0.1 * gradient
                square[name] = 0.999 * square[name] + 0.001 * gradient**2
                step = mean[name] / (1 - 0.9**updates) / (np.sqrt(square[name] / (1 - 0.999**updates)) + 1e-8)
                model[name] = model[name] - STEP * step
    return model


def classify_images(model: Model, images: np.ndarray) -> np.ndarray:
    """images (N, C, H, W) -> labels (N,) int, the class of each."""
    scores, _ = look(model, images)
    return np.argmax(scores, axis=1)
