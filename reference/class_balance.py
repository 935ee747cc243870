"""Data augmentation: generated examples fill up the small classes of a data set.

One pass over the generated rows, in their order. A row is kept while its class has fewer rows than the largest class of y.

Sizes: N rows of data, M generated rows, D features.

Source: slides "Applications of Generative Models", data augmentation; N. Chawla et al., "SMOTE: Synthetic Minority Over-sampling
Technique", 2002, for the idea of filling up a small class with generated rows.
"""

from __future__ import annotations

from collections import Counter

import numpy as np


def balance_classes(X: np.ndarray, y: np.ndarray, X_synthetic: np.ndarray, y_synthetic: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """X (N, D), y (N,); X_synthetic (M, D), y_synthetic (M,) -> (X, y) with the kept generated rows behind the given ones.

    Labels that are not in y are skipped. Raises ValueError where a class has too few generated rows to become as large as the largest.
    """
    size = Counter(y.tolist())
    largest = max(size.values())
    kept = []
    for row, label in enumerate(y_synthetic.tolist()):
        if label in size and size[label] < largest:
            kept.append(row)
            size[label] += 1
    if min(size.values()) < largest:
        raise ValueError("a class has too few generated rows")
    return np.concatenate([X, X_synthetic[kept]]), np.concatenate([y, y_synthetic[kept]])
