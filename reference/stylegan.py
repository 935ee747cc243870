"""StyleGAN: a generator whose layers are steered by a style.

    mapping network    w = f(z / sqrt(mean z^2 + 1e-8)), f: dense layers, each with a leaky ReLU of slope 0.2
    AdaIN              scale * (x - mean) / sqrt(variance + eps) + bias, mean and variance of each image's own channel
    truncation trick   w_mean + psi * (w - w_mean)
    style mixing       the first layers take the style of one image, the others that of another

Sizes: N batch, D features of a latent vector, C channels, H and W the height and width of the feature maps.

Sources: T. Karras, S. Laine and T. Aila, "A Style-Based Generator Architecture for Generative Adversarial Networks", 2019, sections
2 and 3 and appendix B; X. Huang and S. Belongie, "Arbitrary Style Transfer in Real-time with Adaptive Instance Normalization", 2017,
equations 5 to 8 (the variance is divided by H W, and eps is added to it inside the root).
"""

from __future__ import annotations

import numpy as np


def mapping_network(z: np.ndarray, layers: list[dict[str, np.ndarray]]) -> np.ndarray:
    """z (N, D); layers of W (D_in, D_out), b (D_out,) -> the style w (N, D_out of the last layer)."""
    w = z / np.sqrt(np.mean(z**2, axis=1, keepdims=True) + 1e-8)  # every row has a mean square of 1
    for layer in layers:
        w = _leaky_relu(w @ layer["W"] + layer["b"])
    return w


def _leaky_relu(a: np.ndarray) -> np.ndarray:
    return np.maximum(a, 0.2 * a)


def adaptive_instance_norm(x: np.ndarray, scale: np.ndarray, bias: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """x (N, C, H, W); scale, bias (N, C): one of each an image and channel -> (N, C, H, W)."""
    mean = x.mean(axis=(2, 3), keepdims=True)  # (N, C, 1, 1)
    variance = x.var(axis=(2, 3), keepdims=True)
    normalised = (x - mean) / np.sqrt(variance + eps)
    return scale[:, :, None, None] * normalised + bias[:, :, None, None]


def truncation_trick(w: np.ndarray, w_mean: np.ndarray, psi: float) -> np.ndarray:
    """w (N, D), w_mean (D,) -> (N, D): each style pulled to the mean style; psi = 1 leaves it where it is, psi = 0 gives the mean."""
    return w_mean + psi * (w - w_mean)


def style_mixing(w1: np.ndarray, w2: np.ndarray, num_layers: int, crossover: int) -> np.ndarray:
    """w1, w2 (N, D) -> (N, num_layers, D): the style of every layer, w1 in layers 0 to crossover - 1 and w2 from crossover on."""
    styles = [w1 if layer < crossover else w2 for layer in range(num_layers)]
    return np.stack(styles, axis=1)
