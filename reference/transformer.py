"""The Transformer: an encoder that reads a whole sequence at once, and a decoder that writes another one.

    encoder layer   x = norm1(x + self-attention(x))
                    x = norm2(x + feed-forward(x))
    decoder layer   y = norm1(y + causal self-attention(y))
                    y = norm2(y + attention(queries from y, keys and values from the encoder))
                    y = norm3(y + feed-forward(y))

Attention does not know the order of its inputs, so each position's own pattern of sines and cosines is added to the embeddings. The norm
comes after the sum (post-norm), as in the paper; GPT puts it before the sublayer (pre-norm).

Sizes: N sequences, S source and T target tokens, D model width, F hidden units, H heads, V words.

Sources: the slides "Transformer"; A. Vaswani et al., "Attention Is All You Need", 2017, section 3; J. Ba, J. Kiros and G. Hinton,
"Layer Normalization", 2016; K. He et al., "Deep Residual Learning", 2016 (the sum x + sublayer(x)).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from reference.attention import multi_head_attention


def positional_encoding(length: int, d_model: int) -> np.ndarray:
    """(length, d_model): column 2i is sin(t / 10000**(2i / d_model)) at position t, and column 2i + 1 the cosine of the same angle.

    Raises ValueError where d_model is odd.
    """
    if d_model % 2:
        raise ValueError(f"sines and cosines come in pairs: {d_model} columns are an odd number")
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, d_model, 2) / d_model)  # (length, d_model / 2)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(length, d_model)


def layer_norm(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """x (..., D), gamma (D,), beta (D,) -> (..., D): each vector gets mean 0 and variance 1, then the scale gamma and the shift beta."""
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)  # the mean of the squared differences: divided by D, not by D - 1
    return gamma * (x - mean) / np.sqrt(variance + eps) + beta


def norm(x: np.ndarray, params: dict[str, Any]) -> np.ndarray:
    """`layer_norm` with gamma and beta from a dict."""
    return layer_norm(x, params["gamma"], params["beta"])


def feed_forward(x: np.ndarray, params: dict[str, Any]) -> np.ndarray:
    """x (..., D) -> (..., D), the same two layers at every position. params: W1 (D, F), b1 (F,), W2 (F, D), b2 (D,)."""
    hidden = np.maximum(x @ params["W1"] + params["b1"], 0)  # ReLU, (..., F)
    return hidden @ params["W2"] + params["b2"]


def encoder_layer(x: np.ndarray, params: dict[str, Any], num_heads: int, mask: np.ndarray | None = None) -> np.ndarray:
    """x (N, T, D) -> (N, T, D). params: attention, feed_forward, norm1, norm2. mask: bool (T, T), True = may attend."""
    x = norm(x + multi_head_attention(x, x, params["attention"], num_heads, mask), params["norm1"])
    return norm(x + feed_forward(x, params["feed_forward"]), params["norm2"])


def decoder_layer(
    y: np.ndarray, memory: np.ndarray, params: dict[str, Any], num_heads: int, memory_mask: np.ndarray | None = None
) -> np.ndarray:
    """y (N, T, D), memory (N, S, D): what the encoder gives -> (N, T, D). memory_mask: bool (T, S), True = may attend.

    params: self_attention, cross_attention, feed_forward, norm1, norm2, norm3.
    """
    length = y.shape[1]
    causal = np.tril(np.ones((length, length), dtype=bool))  # position t sees positions 0 to t
    y = norm(y + multi_head_attention(y, y, params["self_attention"], num_heads, causal), params["norm1"])
    y = norm(y + multi_head_attention(y, memory, params["cross_attention"], num_heads, memory_mask), params["norm2"])
    return norm(y + feed_forward(y, params["feed_forward"]), params["norm3"])


def embedded(ids: np.ndarray, table: np.ndarray) -> np.ndarray:
    """ids (N, T), table (V, D) -> (N, T, D): embeddings times sqrt(D), plus the positional encoding."""
    _, length = ids.shape
    _, width = table.shape
    return table[ids] * math.sqrt(width) + positional_encoding(length, width).astype(table.dtype)


def transformer(source: np.ndarray, target: np.ndarray, params: dict[str, Any], num_heads: int) -> np.ndarray:
    """source ids (N, S), target ids (N, T) -> logits (N, T, V).

    params: source_embedding (Vs, D), target_embedding (Vt, D), encoder and decoder (lists of layers' params), W_out (D, V), b_out (V,).
    """
    memory = embedded(source, params["source_embedding"])  # (N, S, D)
    for layer in params["encoder"]:
        memory = encoder_layer(memory, layer, num_heads)
    y = embedded(target, params["target_embedding"])  # (N, T, D)
    for layer in params["decoder"]:
        y = decoder_layer(y, memory, layer, num_heads)
    return y @ params["W_out"] + params["b_out"]
