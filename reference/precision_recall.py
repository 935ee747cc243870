"""Precision, recall and F1 of a generator, from nearest neighbours of features.

Round each real point lies a ball that reaches to its k-th nearest other real point. Together these balls cover the region of the real.

    precision   share of the fake points that lie in some ball of the real points     are the images good?
    recall      share of the real points that lie in some ball of the fake points     are there all kinds of them?
    F1          2 precision recall / (precision + recall), 0 where both are 0

A point on the surface of a ball is inside. Distances are compared as squares: that gives the same answers, and needs no root.

Source: lecture slides "Evaluation of Generative Models", precision, recall and F1; T. Kynkaanniemi et al., "Improved Precision and
Recall Metric for Assessing Generative Models", 2019, section 2.
"""

from __future__ import annotations

import numpy as np


def _squared_distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x (N, D), y (M, D) -> (N, M)."""
    return np.sum((x[:, None] - y) ** 2, axis=-1)


def _share_inside(points: np.ndarray, centres: np.ndarray, k: int) -> float:
    """The share of points (N, D) that lie in the k-th nearest-neighbour ball of some of the centres (M, D)."""
    neighbours = np.sort(_squared_distances(centres, centres), axis=1)  # column 0 is the distance to itself
    inside = _squared_distances(points, centres) <= neighbours[:, k]  # (N, M)
    return inside.any(axis=1).mean()


def precision_recall_f1(real: np.ndarray, fake: np.ndarray, k: int) -> tuple[float, float, float]:
    """(precision, recall, F1). real (N, D), fake (M, D); k, at least 1 and less than N and M."""
    precision = _share_inside(fake, real, k)
    recall = _share_inside(real, fake, k)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both > 0 else 0.0
