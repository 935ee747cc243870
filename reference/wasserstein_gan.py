"""The Wasserstein GAN: a critic that scores instead of a discriminator that judges.

A critic gives any number, its score f(x), without a sigmoid. It minimises  mean f(fake) - mean f(real),  so it drives the two means
apart, and the generator minimises  - mean f(fake).  The difference of the means estimates how far apart the two distributions are
(the Wasserstein distance), as long as the critic is not too steep: its slope should not exceed 1. Two ways to see to that:

    weight clipping    after every step, each weight is cut off at -c and c
    gradient penalty   mean over rows of (||gradient of f at x||_2 - 1)^2,  x = u real + (1 - u) fake, u in [0, 1) drawn for each row

The critic here is the two-layer network of reference/gan.py: x -> leaky(x @ W1 + b1) @ W2 + b2, leaky with slope 0.2.
Sizes: N rows, D values a row, H hidden. params: W1 (D, H), b1 (H,), W2 (H, 1), b2 (1,).

Sources: the slides "Generative Adversarial Networks (GAN)"; M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN", 2017; I. Gulrajani
et al., "Improved Training of Wasserstein GANs", 2017.
"""

from __future__ import annotations

import numpy as np

SLOPE = 0.2  # of the leaky ReLU, where its input is negative


def critic_loss(real_scores: np.ndarray, fake_scores: np.ndarray) -> float:
    """real_scores (N,), fake_scores (M,) -> what the critic minimises."""
    return fake_scores.mean() - real_scores.mean()


def generator_loss_wasserstein(fake_scores: np.ndarray) -> float:
    """fake_scores (M,) -> what the generator minimises."""
    return -fake_scores.mean()


def clip_weights(params: dict[str, np.ndarray], c: float) -> dict[str, np.ndarray]:
    """A new dict, with every number of every array between -c and c."""
    return {name: value.clip(-c, c) for name, value in params.items()}


def gradient_penalty(real: np.ndarray, fake: np.ndarray, u: np.ndarray, params: dict[str, np.ndarray]) -> float:
    """real, fake (N, D), u (N, 1) -> the penalty, 0 where the critic's slope is 1 at all N points."""
    x = u * real + (1 - u) * fake  # (N, D), on the lines between the pairs
    before = x @ params["W1"] + params["b1"]  # (N, H)
    slopes = np.where(before > 0, 1, SLOPE).astype(x.dtype)
    gradient = (slopes * params["W2"][:, 0]) @ params["W1"].T  # (N, D): row n is the gradient of f at x_n
    norms = np.sqrt((gradient**2).sum(axis=1))  # (N,)
    return ((norms - 1) ** 2).mean()
