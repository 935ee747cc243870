"""What a set of samples looks like when a model repeats itself, or its training data.

    duplicate_rate      share of rows that say again what an earlier row said
    memorisation_rate   share of generated rows that lie on a training row
    quality_diversity   precision and recall of several sample sets: are the samples good, and are all kinds of real data there?
    repetition_rate     share of n-grams of a text that are repeats

Distances are Euclidean, and "within" counts the border: d <= tolerance. N, M rows, D features, S sample sets.

Sources: the slides on mode collapse and memorisation; T. Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing
Generative Models", 2019 (balls that reach to the k-th nearest neighbour); J. Li et al., "A Diversity-Promoting Objective Function for
Neural Conversation Models", 2016 (distinct n-grams).
"""

from __future__ import annotations

import numpy as np


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """a (N, D), b (M, D) -> (N, M): how far each row of a is from each row of b."""
    gaps = a[:, None] - b  # (N, M, D)
    return np.sqrt((gaps**2).sum(axis=2))


def duplicate_rate(X: np.ndarray, tolerance: float) -> float:
    """Share of the rows of X (N, D) for which some earlier row is within the tolerance, whether or not that row is a duplicate itself."""
    earlier = np.tril(distances(X, X) <= tolerance, -1)  # (N, N): row i meets rows 0 .. i - 1 only
    return earlier.any(axis=1).mean()


def memorisation_rate(generated: np.ndarray, training: np.ndarray, threshold: float) -> float:
    """Share of the generated rows (N, D) whose nearest training row (of M) is within the threshold."""
    nearest = distances(generated, training).min(axis=1)  # (N,)
    return (nearest <= threshold).mean()


def ball_radii(centres: np.ndarray, k: int) -> np.ndarray:
    """centres (N, D) -> (N,): the distance from each centre to its k-th nearest other one."""
    return np.sort(distances(centres, centres), axis=1)[:, k]  # column 0 is the centre itself, at distance 0


def share_inside(points: np.ndarray, centres: np.ndarray, k: int) -> float:
    """Share of the points that lie inside the ball of some centre, border included."""
    inside = distances(points, centres) <= ball_radii(centres, k)  # (points, centres): each column has its own radius
    return inside.any(axis=1).mean()


def quality_diversity(real: np.ndarray, samples: list[np.ndarray], k: int) -> tuple[np.ndarray, np.ndarray]:
    """(precisions (S,), recalls (S,)) of S sets of samples against the real rows; every set has more than k rows."""
    precisions = [share_inside(one, real, k) for one in samples]  # samples among the real data: quality
    recalls = [share_inside(real, one, k) for one in samples]  # real data among the samples: diversity
    return np.array(precisions, dtype=real.dtype), np.array(recalls, dtype=real.dtype)


def repetition_rate(tokens: np.ndarray, n: int) -> float:
    """1 - distinct n-grams / n-grams of the tokens (T,); 0.0 where there are fewer than n tokens."""
    ngrams = [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
    if not ngrams:
        return 0.0
    return 1 - len(set(ngrams)) / len(ngrams)
