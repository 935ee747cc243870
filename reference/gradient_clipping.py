"""Clipping by the global norm: an answer to gradients that explode.

    norm = sqrt(sum of g**2 over all numbers of all arrays)
    g'   = g * max_norm / norm        for every array, if norm > max_norm; otherwise g

All arrays are scaled by the same number, so the step keeps its direction and only gets shorter. PyTorch divides by norm + 1e-6.

Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1.
"""

from __future__ import annotations

import numpy as np


def clip_by_global_norm(gradients: list[np.ndarray], max_norm: float) -> tuple[list[np.ndarray], float]:
    """gradients: arrays of any shapes; max_norm > 0. -> (list of arrays of the same shapes, norm before clipping)."""
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    scale = max_norm / norm if norm > max_norm else 1.0
    return [g * scale for g in gradients], norm
