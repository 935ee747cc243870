"""Spherical interpolation, and the perceptual path length of a generator.

Two latent vectors a and b are joined by an arc rather than by a straight line, because a straight line between two normally distributed
vectors passes too near the origin. With w the angle between a and b,

    slerp(a, b, t) = sin((1 - t) w) / sin w * a  +  sin(t w) / sin w * b

The perceptual path length takes two images whose latent vectors lie epsilon apart on that way, t and t + epsilon, and asks how far
apart their features f and f' are. The mean of ||f - f'||^2 / epsilon^2 is small where the images change smoothly. The division makes it
independent of epsilon, as the length of a step is proportional to it; the slides leave it out.

Source: lecture slides "Evaluation of Generative Models", Perceptual Path Length; K. Shoemake, "Animating rotation with quaternion
curves", 1985; T. Karras et al., "A Style-Based Generator Architecture for Generative Adversarial Networks", 2019, section 4.1.
"""

from __future__ import annotations

import numpy as np


def _unit(x: np.ndarray) -> np.ndarray:
    """Every vector along the last axis with length 1."""
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def slerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    """From a (t = 0) to b (t = 1). a and b (..., D), none of them zero or opposite to its partner. Returns (..., D).

    The angle is that between a / |a| and b / |b|; what is mixed are a and b as they are. Where the angle is 0, the straight line.
    """
    cosine = np.sum(_unit(a) * _unit(b), axis=-1, keepdims=True)
    w = np.arccos(np.clip(cosine, -1, 1))  # (..., 1); rounding can make a cosine 1.0000000000000002
    parallel = w == 0
    sine = np.where(parallel, 1, np.sin(w))
    share_a = np.where(parallel, 1 - t, np.sin((1 - t) * w) / sine)
    share_b = np.where(parallel, t, np.sin(t * w) / sine)
    return share_a * a + share_b * b


def perceptual_path_length(features: np.ndarray, features_nearby: np.ndarray, epsilon: float) -> float:
    """The mean over N pairs of ||f - f'||^2 / epsilon^2. features and features_nearby (N, D): row by row a pair, a step epsilon apart."""
    squared = np.sum((features - features_nearby) ** 2, axis=1)  # (N,)
    return np.mean(squared) / epsilon**2
