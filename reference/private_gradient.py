"""The gradient step of differentially private training (DP-SGD): no single example may move the model far, and noise hides the rest.

    clipped row = row * min(1, clip / |row|)                        no row longer than clip
    gradient    = (sum of clipped rows + sigma * clip * noise) / N

The noise is measured in units of clip, the most that one example can contribute. N examples, D parameters.

Source: M. Abadi et al., "Deep Learning with Differential Privacy", 2016, algorithm 1.
"""

from __future__ import annotations

import numpy as np


def private_gradient(per_example: np.ndarray, clip: float, sigma: float, noise: np.ndarray) -> np.ndarray:
    """per_example (N, D), one gradient a row; clip > 0; sigma >= 0; noise (D,), standard normal -> (D,)."""
    lengths = np.linalg.norm(per_example, axis=1, keepdims=True)  # (N, 1)
    clipped = per_example * (clip / np.maximum(lengths, clip))  # a factor of 1 where the row is short, a row of zeros included
    return (clipped.sum(axis=0) + sigma * clip * noise) / len(per_example)
