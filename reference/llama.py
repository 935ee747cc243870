"""LLaMA's decoder block: four things that it does in another way than GPT, and the block that is made of them.

    RMS norm       gamma * x / sqrt(mean(x**2) + eps)         no mean is taken away, no beta is added
    rotary         pair i of a head's columns is turned by the angle t * base**(-2i/d), so that q . k depends on distance
    SwiGLU         (silu(x @ W1) * (x @ W3)) @ W2              silu(a) = a * sigmoid(a)
    grouped heads  several query heads share one key head and one value head

    block          x <- x + attention(norm1(x));   x <- x + swiglu(norm2(x));   no biases

Sizes: N sequences, T time, D features, Hq query heads, Hkv key and value heads, d = D / Hq columns a head, F width of the SwiGLU.

Sources: lecture slides "Language Models"; H. Touvron et al., "LLaMA: Open and Efficient Foundation Language Models", 2023, section 2.2;
B. Zhang and R. Sennrich, "Root Mean Square Layer Normalization", 2019; J. Su et al., "RoFormer", 2021, section 3.2 (pairs of neighbouring
columns); N. Shazeer, "GLU Variants Improve Transformer", 2020; J. Ainslie et al., "GQA", 2023.
"""

from __future__ import annotations

import numpy as np


def rms_norm(x: np.ndarray, gamma: np.ndarray, eps: float = 1e-6) -> np.ndarray:
    """x (..., D), gamma (D,) -> (..., D): every vector brought to the length sqrt(D), then scaled column by column."""
    mean_square = (x**2).mean(axis=-1, keepdims=True)
    return gamma * x / np.sqrt(mean_square + eps)


def rotary_embedding(x: np.ndarray, base: float = 10000.0) -> np.ndarray:
    """Turn the pairs of columns (0, 1), (2, 3), ... by angles that grow with the position. x (N, H, T, d) -> the same shape.

    Pair i = (a, b) at position t becomes (a cos w - b sin w, a sin w + b cos w), w = t * base**(-2i/d); t counts from 0.
    Raises ValueError where d is odd.
    """
    _, _, steps, width = x.shape
    if width % 2:
        raise ValueError("a head's columns are turned in pairs: d must be even")
    speeds = base ** (-np.arange(0, width, 2, dtype=x.dtype) / width)  # (d / 2,), radians a step: 1 for the first pair, then slower
    angles = np.arange(steps, dtype=x.dtype)[:, None] * speeds  # (T, d / 2)
    cos, sin = np.cos(angles), np.sin(angles)
    a, b = x[..., ::2], x[..., 1::2]  # (N, H, T, d / 2) each
    return np.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(x.shape)


def swiglu(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """The feed-forward layer with a gate. x (..., D); params: W1, W3 (D, F), W2 (F, D) -> (..., D)."""
    before = x @ params["W1"]
    gate = before * 0.5 * (1 + np.tanh(0.5 * before))  # silu; sigmoid written with tanh does not overflow
    return (gate * (x @ params["W3"])) @ params["W2"]


def grouped_query_attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
    """Attention in which Hq / Hkv query heads in a row share a key and a value head: query head h uses h // (Hq / Hkv).

    q (N, Hq, T, d), k, v (N, Hkv, T, d), Hq a multiple of Hkv; mask (T, T) bool, True = may attend -> (N, Hq, T, d).
    """
    sharing = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, sharing, axis=1), np.repeat(v, sharing, axis=1)  # (N, Hq, T, d): 0 0 0 1 1 1 where three share
    scores = q @ k.mT / q.shape[-1] ** 0.5  # (N, Hq, T, T): a row a query, a column a key
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v


def split_heads(x: np.ndarray, heads: int) -> np.ndarray:
    """(N, T, heads * d) -> (N, heads, T, d): head h takes columns h * d to (h + 1) * d."""
    batch, steps, width = x.shape
    return x.reshape(batch, steps, heads, width // heads).transpose(0, 2, 1, 3)


def attention(x: np.ndarray, params: dict[str, np.ndarray], num_heads: int, num_kv_heads: int) -> np.ndarray:
    """Causal self-attention with rotary positions and grouped heads. x (N, T, D) -> (N, T, D)."""
    q = rotary_embedding(split_heads(x @ params["Wq"], num_heads))
    k = rotary_embedding(split_heads(x @ params["Wk"], num_kv_heads))
    v = split_heads(x @ params["Wv"], num_kv_heads)  # what is read is not turned
    causal = np.tri(x.shape[1], dtype=bool)
    heads = grouped_query_attention(q, k, v, causal)
    return heads.transpose(0, 2, 1, 3).reshape(x.shape) @ params["Wo"]


def llama_block(x: np.ndarray, params: dict[str, np.ndarray], num_heads: int, num_kv_heads: int) -> np.ndarray:
    """One layer of LLaMA. x (N, T, D) -> (N, T, D).

    params: Wq, Wo (D, D), Wk, Wv (D, D * Hkv / Hq), W1, W3 (D, F), W2 (F, D), norm1, norm2 (D,).
    """
    x = x + attention(rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return x + swiglu(rms_norm(x, params["norm2"]), params)
