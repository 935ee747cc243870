"""Autoencoders: a network learns to give back its own input, through a hidden layer that is called the code.

    code           = tanh(x @ W1 + b1)                        encoder
    reconstruction = sigmoid(code @ W2 + b2)                  decoder; every value between 0 and 1, like the input's

A denoising autoencoder is the same network. It reads an input with noise on it, and its output is compared with the clean input:

    noisy = clip(x + sigma * noise, 0, 1)
    loss  = mean of (reconstruction(noisy) - x)**2            over all N * D values

Sizes: N rows, D values a row, H values of the code. params: W1 (D, H), b1 (H,), W2 (H, D), b2 (D,). noise (N, D) is standard normal.

Sources: the slides' part on autoencoders; I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", 2016, chapter 14; P. Vincent,
H. Larochelle, Y. Bengio and P.-A. Manzagol, "Extracting and Composing Robust Features with Denoising Autoencoders", 2008.
"""

from __future__ import annotations

import numpy as np


def sigmoid(a: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-a)), element by element, written with tanh so that no a overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def autoencoder(x: np.ndarray, params: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """x (N, D) -> (code (N, H), reconstruction (N, D))."""
    code = np.tanh(x @ params["W1"] + params["b1"])
    reconstruction = sigmoid(code @ params["W2"] + params["b2"])
    return code, reconstruction


def add_noise(x: np.ndarray, noise: np.ndarray, sigma: float) -> np.ndarray:
    """x, noise (N, D) -> the noisy input (N, D), cut off below 0 and above 1."""
    return np.clip(x + sigma * noise, 0, 1)


def denoising_loss(clean: np.ndarray, noisy: np.ndarray, params: dict[str, np.ndarray]) -> float:
    """clean, noisy (N, D) -> the mean squared difference between what the network makes of noisy and the clean input."""
    _, reconstruction = autoencoder(noisy, params)
    return ((reconstruction - clean) ** 2).mean()
