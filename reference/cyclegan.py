"""CycleGAN: translating images of one kind into another without pairs. G: X -> Y, F: Y -> X, each with a discriminator of its own.

    instance norm       (x - mean) / sqrt(variance + eps), mean and variance of each image's own channel
    cycle consistency   mean |F(G(x)) - x| + mean |G(F(y)) - y|
    identity            mean |F(x) - x| + mean |G(y) - y|
    LSGAN               discriminator  0.5 mean (D(real) - 1)^2 + 0.5 mean D(fake)^2;  generator  0.5 mean (D(fake) - 1)^2
    objective           adversarial of G + adversarial of F + lambda_cycle * cycle + lambda_identity * identity

Every mean is over all elements. Sizes: N batch, C channels, H and W height and width; X and Y may have different N.

Sources: J.-Y. Zhu et al., "Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks", 2017, sections 3, 4 and 5.2;
D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance Normalization", 2016; X. Mao et al., "Least Squares Generative Adversarial Networks",
2017, equation 9.
"""

from __future__ import annotations

import numpy as np


def instance_norm(x: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """x (N, C, H, W) -> (N, C, H, W): every channel of every image with mean 0 and variance nearly 1."""
    mean = x.mean(axis=(2, 3), keepdims=True)  # (N, C, 1, 1)
    variance = x.var(axis=(2, 3), keepdims=True)
    return (x - mean) / np.sqrt(variance + eps)


def cycle_consistency_loss(x: np.ndarray, x_cycled: np.ndarray, y: np.ndarray, y_cycled: np.ndarray) -> float:
    """x_cycled is F(G(x)), y_cycled is G(F(y)), shaped like x and y -> a number."""
    return np.mean(np.abs(x_cycled - x)) + np.mean(np.abs(y_cycled - y))


def identity_loss(x: np.ndarray, f_x: np.ndarray, y: np.ndarray, g_y: np.ndarray) -> float:
    """f_x is F(x), g_y is G(y), shaped like x and y: each generator fed with what it is meant to make -> a number."""
    return np.mean(np.abs(f_x - x)) + np.mean(np.abs(g_y - y))


def lsgan_losses(real_scores: np.ndarray, fake_scores: np.ndarray) -> tuple[float, float]:
    """Scores (N,), (M,) of real and of generated images, no sigmoid -> (loss of the discriminator, loss of the generator)."""
    discriminator = 0.5 * np.mean((real_scores - 1) ** 2) + 0.5 * np.mean(fake_scores**2)
    generator = 0.5 * np.mean((fake_scores - 1) ** 2)
    return discriminator, generator


def cyclegan_generator_objective(
    adversarial_g: float,
    adversarial_f: float,
    cycle: float,
    identity: float,
    lambda_cycle: float = 10.0,
    lambda_identity: float = 5.0,
) -> float:
    """The four losses, numbers -> what the two generators minimise together."""
    return adversarial_g + adversarial_f + lambda_cycle * cycle + lambda_identity * identity
