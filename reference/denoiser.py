"""A denoising autoencoder that learns to clean pictures of digits.

The network is reference/autoencoder.py's. It sees every picture with new noise in every pass, so that it cannot learn the noise by heart,
and is told how far its output is from the clean picture. Training: mean squared error, backpropagation, Adam with a step that falls to 0.

Sizes: N pictures, D = 64 values each, H values of the code. H may be larger than D here: the noise keeps the network from copying.

Sources: P. Vincent, H. Larochelle, Y. Bengio and P.-A. Manzagol, "Extracting and Composing Robust Features with Denoising Autoencoders",
2008; D. Kingma and J. Ba, "Adam", 2015.
"""

from __future__ import annotations

import numpy as np

from reference.autoencoder import add_noise, autoencoder

HIDDEN = 128
BATCH = 50
EPOCHS = 100
STEP = 0.003  # Adam's learning rate at the start


def initial_model(rng: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """W1 (D, H), b1 (H,), W2 (H, D), b2 (D,): small random weights, zero biases."""
    return {
        "W1": rng.normal(size=(size, HIDDEN)) / np.sqrt(size),
        "b1": np.zeros(HIDDEN),
        "W2": rng.normal(size=(HIDDEN, size)) / np.sqrt(HIDDEN),
        "b2": np.zeros(size),
    }


def gradients(model: dict[str, np.ndarray], clean: np.ndarray, noisy: np.ndarray) -> dict[str, np.ndarray]:
    """clean, noisy (N, D) -> gradients of the denoising loss, by the chain rule."""
    code, output = autoencoder(noisy, model)
    before_output = 2 * (output - clean) / clean.size * output * (1 - output)  # (N, D), before the sigmoid
    before_code = before_output @ model["W2"].T * (1 - code**2)  # (N, H), before the tanh
    return {
        "W1": noisy.T @ before_code,
        "b1": before_code.sum(axis=0),
        "W2": code.T @ before_output,
        "b2": before_output.sum(axis=0),
    }


def train_denoiser(clean: np.ndarray, sigma: float, seed: int) -> dict[str, np.ndarray]:
    """clean (N, D) in [0, 1] -> the trained model. The same seed gives the same model."""
    rng = np.random.default_rng(seed)
    model = initial_model(rng, clean.shape[1])
    mean = {name: np.zeros_like(value) for name, value in model.items()}
    square = {name: np.zeros_like(value) for name, value in model.items()}
    updates = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(clean))
        noisy = add_noise(clean, rng.normal(size=clean.shape), sigma)  # new noise in every pass
        for start in range(0, len(clean), BATCH):
            chosen = order[start : start + BATCH]
            updates += 1
            for name, gradient in gradients(model, clean[chosen], noisy[chosen]).items():  # Adam with its usual constants
                mean[name] = 0.9 * mean[name] + 0.1 * gradient
                square[name] = 0.999 * square[name] + 0.001 * gradient**2
                step = mean[name] / (1 - 0.9**updates) / (np.sqrt(square[name] / (1 - 0.999**updates)) + 1e-8)
                model[name] = model[name] - STEP * (1 - epoch / EPOCHS) * step
    return model


def denoise(model: dict[str, np.ndarray], noisy: np.ndarray) -> np.ndarray:
    """noisy (N, D) -> the clean pictures (N, D), as well as the model can tell."""
    _, restored = autoencoder(noisy, model)
    return restored
