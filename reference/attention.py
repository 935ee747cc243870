"""Attention: every query looks at all keys and takes a weighted mean of the values.

    weights = softmax(q k^T / sqrt(d))          one row a query, one column a key
    output  = weights v

Dividing by sqrt(d) keeps the scores near 1 in size whatever d is: a sum of d products of random numbers grows like sqrt(d), and a softmax
of large scores looks at one key only. A mask says which keys a query may attend to; the others get the weight 0.

Multi-head attention does this H times on d = D / H columns each, so that each head may look for something else:

    head h  = attention of the columns h d to (h + 1) d of  x_query Wq + bq,  x_key_value Wk + bk,  x_key_value Wv + bv
    output  = [head 0, ..., head H - 1] Wo + bo

Sizes: N sequences, Tq queries, Tk keys, D model width, H heads, d columns a head.

Sources: the slides "Transformer"; A. Vaswani et al., "Attention Is All You Need", 2017, sections 3.2.1 and 3.2.2.
"""

from __future__ import annotations

import math

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """exp(x) divided by its sum along an axis; same shape as x. No x overflows, and an entry of -inf gets 0."""
    exponentials = np.exp(x - x.max(axis=axis, keepdims=True))  # the largest is exp(0) = 1; a constant cancels in the fraction
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


def scaled_dot_product_attention(
    q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """q (..., Tq, d), k (..., Tk, d), v (..., Tk, dv) -> (output (..., Tq, dv), weights (..., Tq, Tk)).

    mask: bool, broadcasts to (..., Tq, Tk), True = may attend. A query that may attend to nothing gets weights 0 and output 0.
    """
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (..., Tq, Tk)
    if mask is None:
        weights = softmax(scores)
    else:
        lowest = np.finfo(scores.dtype).min  # not -inf: a row of -inf would give NaN
        weights = softmax(np.where(mask, scores, lowest)) * mask  # the product changes only rows without any True
    return weights @ v, weights


def split_heads(x: np.ndarray, num_heads: int) -> np.ndarray:
    """(N, T, D) -> (N, H, T, d): head h gets the columns h d to (h + 1) d."""
    batch, length, width = x.shape
    return x.reshape(batch, length, num_heads, width // num_heads).transpose(0, 2, 1, 3)


def merge_heads(heads: np.ndarray) -> np.ndarray:
    """(N, H, T, d) -> (N, T, D), the heads side by side again."""
    batch, num_heads, length, size = heads.shape
    return heads.transpose(0, 2, 1, 3).reshape(batch, length, num_heads * size)


def multi_head_attention(
    x_query: np.ndarray, x_key_value: np.ndarray, params: dict[str, np.ndarray], num_heads: int, mask: np.ndarray | None = None
) -> np.ndarray:
    """x_query (N, Tq, D), x_key_value (N, Tk, D) -> (N, Tq, D).

    params: Wq, Wk, Wv, Wo (D, D), bq, bk, bv, bo (D,). mask: bool (Tq, Tk), True = may attend, the same for every sequence and head.
    Raises ValueError where D is not divisible by num_heads.
    """
    if x_query.shape[-1] % num_heads:
        raise ValueError(f"{x_query.shape[-1]} columns cannot be shared out equally among {num_heads} heads")
    q = split_heads(x_query @ params["Wq"] + params["bq"], num_heads)  # (N, H, Tq, d)
    k = split_heads(x_key_value @ params["Wk"] + params["bk"], num_heads)  # (N, H, Tk, d)
    v = split_heads(x_key_value @ params["Wv"] + params["bv"], num_heads)  # (N, H, Tk, d)
    heads, _ = scaled_dot_product_attention(q, k, v, mask)  # (N, H, Tq, d)
    return merge_heads(heads) @ params["Wo"] + params["bo"]
