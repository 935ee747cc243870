"""Attention rollout: from which input tokens does what a transformer's last layer holds come?

A layer's attention says which positions of the layer below it mixes. The residual connection adds what the position held before, so
that half of the mixture stays where it is. Layer after layer, the mixtures multiply:

    A_l = 1/2 (mean over heads of layer l's attention) + 1/2 I, every row divided by its sum
    rollout = A_L @ ... @ A_2 @ A_1          the first layer is next to the input, on the right

Entry [i, j] is the share of input token j in output position i. L layers, H heads, T tokens.

Source: S. Abnar and W. Zuidema, "Quantifying Attention Flow in Transformers", 2020.
"""

from __future__ import annotations

import numpy as np


def attention_rollout(attentions: np.ndarray) -> np.ndarray:
    """attentions (L, H, T, T), whose rows need not sum to 1 (dropout) -> (T, T), whose rows do."""
    identity = np.eye(attentions.shape[-1], dtype=attentions.dtype)
    rollout = identity
    for layer in attentions:  # (H, T, T)
        mixture = 0.5 * layer.mean(axis=0) + 0.5 * identity
        rollout = (mixture / mixture.sum(axis=1, keepdims=True)) @ rollout
    return rollout
