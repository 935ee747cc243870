"""DeepFill: filling a hole in an image with what is seen elsewhere in it.

    composite              mask * generated + (1 - mask) * original, mask 1 where the image is missing
    contextual attention   each pixel p of the hole becomes  sum over q outside the hole of  a(p, q) background(q),
                           a(p, .) = softmax over q of  scale * cosine(foreground(p), background(q))

Sizes: H and W height and width, C channels or features; P pixels in the hole, Q pixels outside.

Source: J. Yu et al., "Generative Image Inpainting with Contextual Attention", 2018, sections 3 and 4, with patches of 1 x 1 pixel. (The
authors' code divides only the background by its length, and multiplies the scores of hidden patches by 0 instead of leaving them out.)
"""

from __future__ import annotations

import numpy as np


def composite(original: np.ndarray, generated: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """original, generated (H, W, C); mask (H, W, 1) from 0 to 1, 1 = missing -> (H, W, C)."""
    return mask * generated + (1 - mask) * original


def contextual_attention(foreground: np.ndarray, background: np.ndarray, mask: np.ndarray, scale: float = 10.0) -> np.ndarray:
    """foreground, background (H, W, C); mask (H, W), True = hole -> (H, W, C): foreground, with its hole filled from background."""
    hole = foreground[mask]  # (P, C)
    known = background[~mask]  # (Q, C)
    scores = scale * (_unit(hole) @ _unit(known).T)  # (P, Q)
    filled = foreground.copy()
    filled[mask] = _softmax(scores) @ known
    return filled


def _unit(vectors: np.ndarray) -> np.ndarray:
    """Every row divided by its length."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _softmax(scores: np.ndarray) -> np.ndarray:
    """Every row as weights that sum to 1."""
    weights = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    return weights / np.sum(weights, axis=1, keepdims=True)
