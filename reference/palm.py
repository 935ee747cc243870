"""PaLM's decoder block: attention and feed-forward layer side by side, and one key and value head for all query heads.

    n = gamma * (x - mean(x)) / sqrt(variance(x) + 1e-5)       layer norm without a beta, taken once
    y = x + attention(n) + swiglu(n)

Side by side both can be computed at the same time; one after the other, as in GPT and LLaMA, the second has to wait for the first.
Sizes: N sequences, T time, D features, H query heads, F width of the SwiGLU.

Sources: lecture slides "Language Models"; A. Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", 2022, section 2;
N. Shazeer, "Fast Transformer Decoding: One Write-Head is All You Need", 2019 (multi-query attention).
"""

from __future__ import annotations

import numpy as np

from reference import llama

EPS = 1e-5


def _layer_norm(x: np.ndarray, gamma: np.ndarray) -> np.ndarray:
    """x (..., D), gamma (D,) -> (..., D). No beta: PaLM has no biases."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    return gamma * centred / np.sqrt(variance + EPS)


def palm_block(x: np.ndarray, params: dict[str, np.ndarray], num_heads: int) -> np.ndarray:
    """One layer of PaLM. x (N, T, D) -> (N, T, D).

    params: Wq, Wo (D, D), Wk, Wv (D, D / H), W1, W3 (D, F), W2 (F, D), norm (D,). Causal, with rotary positions, no biases.
    """
    n = _layer_norm(x, params["norm"])
    return x + llama.attention(n, params, num_heads, num_kv_heads=1) + llama.swiglu(n, params)
