"""Word Embedding Association Test (WEAT): do two groups of words lie nearer to different ideas?

X and Y are the vectors of two groups of target words (flowers, insects), A and B those of two groups of attribute words (pleasant,
unpleasant). A word's association is how much more it looks like A than like B:

    s(w) = mean over a in A of cos(w, a) - mean over b in B of cos(w, b)
    effect size = (mean over X of s - mean over Y of s) / standard deviation of s over X and Y together

with n - 1 in the standard deviation. Positive: X goes with A and Y with B. 0: no difference.

Source: A. Caliskan, J. Bryson and A. Narayanan, "Semantics derived automatically from language corpora contain human-like biases", 2017.
"""

from __future__ import annotations

import numpy as np


def unit(vectors: np.ndarray) -> np.ndarray:
    """(n, D) -> (n, D): every row divided by its length."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def associations(words: np.ndarray, A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """words (n, D) -> s (n,)."""
    cosines = unit(words) @ unit(A).T, unit(words) @ unit(B).T  # (n, nA), (n, nB)
    return cosines[0].mean(axis=1) - cosines[1].mean(axis=1)


def association_bias(X: np.ndarray, Y: np.ndarray, A: np.ndarray, B: np.ndarray) -> float:
    """X (nX, D), Y (nY, D), A (nA, D), B (nB, D), no zero vectors -> the effect size."""
    of_x, of_y = associations(X, A, B), associations(Y, A, B)
    return (of_x.mean() - of_y.mean()) / np.std(np.concatenate([of_x, of_y]), ddof=1)
