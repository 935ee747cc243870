"""GPT: a decoder-only transformer, which reads tokens from left to right and predicts the next one at every position.

    x      = token_embedding[tokens] + position_embedding[0 .. T-1]     embeddings are not scaled
    x      = x + attention(norm1(x))                                    once a block; norms come first ("pre-norm")
    x      = x + mlp(norm2(x))
    logits = norm(x) @ token_embedding.T                                the output is tied to the embedding, without a bias

    attention   position t attends to positions 0 .. t:  softmax(q k^T / sqrt(D / H)) v  in each of H heads
    mlp         gelu(x @ W1 + b1) @ W2 + b2
    norm        gamma * (x - mean) / sqrt(variance + 1e-5) + beta       over the last axis; the variance divides by D

Sizes: N batch, T time, D width, H heads, V vocabulary, F width of the mlp. Head h uses columns h * D / H to (h + 1) * D / H of q, k
and v. params of a block: attention (Wq, Wk, Wv, Wo (D, D), bq, bk, bv, bo (D,)), norm1, norm2 (gamma, beta (D,)),
mlp (W1 (D, F), b1 (F,), W2 (F, D), b2 (D,)).

Sources: the slides' part on GPT-3; A. Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018, and "Language
Models are Unsupervised Multitask Learners", 2019 (pre-norm); T. Brown et al., "Language Models are Few-Shot Learners", 2020, table 2.1;
D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units", 2016.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def causal_mask(length: int) -> np.ndarray:
    """length T -> (T, T) truth values: row t says which positions t may attend to. Itself and those before it."""
    position = np.arange(length)
    return position[:, None] >= position


def gelu(x: np.ndarray) -> np.ndarray:
    """The GELU in its tanh approximation, element by element."""
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def _layer_norm(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """Every row of the last axis to mean 0 and variance 1, then scaled and shifted by gamma and beta."""
    centred = x - x.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)
    return params["gamma"] * centred / np.sqrt(variance + 1e-5) + params["beta"]


def _softmax(x: np.ndarray) -> np.ndarray:
    """Over the last axis. The largest entry is taken away first, so that exp cannot overflow."""
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


def _attention(x: np.ndarray, params: dict[str, np.ndarray], num_heads: int) -> np.ndarray:
    """Causal self-attention with several heads. x (N, T, D) -> (N, T, D)."""
    batch, steps, width = x.shape
    size = width // num_heads
    q, k, v = ((x @ params["W" + name] + params["b" + name]).reshape(batch, steps, num_heads, size) for name in "qkv")
    scores = np.einsum("nthd,nshd->nhts", q, k) / math.sqrt(size)  # of position t with s, in each head
    weights = _softmax(np.where(causal_mask(steps), scores, -np.inf))
    heads = np.einsum("nhts,nshd->nthd", weights, v).reshape(batch, steps, width)  # side by side again
    return heads @ params["Wo"] + params["bo"]


def _mlp(x: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    """Two dense layers with a GELU between them, at every position alone. x (N, T, D) -> (N, T, D)."""
    return gelu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def gpt_block(x: np.ndarray, params: dict[str, Any], num_heads: int) -> np.ndarray:
    """One block. x (N, T, D) -> (N, T, D). params: attention, norm1, mlp, norm2."""
    x = x + _attention(_layer_norm(x, params["norm1"]), params["attention"], num_heads)
    return x + _mlp(_layer_norm(x, params["norm2"]), params["mlp"])


def gpt(tokens: np.ndarray, params: dict[str, Any], num_heads: int) -> np.ndarray:
    """The whole model. tokens (N, T) whole numbers -> logits (N, T, V); those at t are for the token at t + 1.

    params: token_embedding (V, D), position_embedding (Tmax, D), blocks (a list), norm. Raises ValueError where T > Tmax.
    """
    steps = tokens.shape[1]
    if steps > len(params["position_embedding"]):
        raise ValueError(f"{steps} tokens do not fit in a context of {len(params['position_embedding'])}")
    x = params["token_embedding"][tokens] + params["position_embedding"][:steps]  # (N, T, D)
    for block in params["blocks"]:
        x = gpt_block(x, block, num_heads)
    return _layer_norm(x, params["norm"]) @ params["token_embedding"].T


def _surprise(logits: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """-log p(token) of every token but the first, under the logits one position before it. (N, T, V), (N, T) -> (N, T - 1)."""
    given = logits[:, :-1] - logits[:, :-1].max(axis=-1, keepdims=True)
    total = np.log(np.exp(given).sum(axis=-1))
    return total - np.take_along_axis(given, tokens[:, 1:, None], axis=-1)[..., 0]


def next_token_loss(logits: np.ndarray, tokens: np.ndarray) -> float:
    """Mean cross-entropy, in nats, of the next tokens. logits (N, T, V), tokens (N, T) with T >= 2 -> a number."""
    return _surprise(logits, tokens).mean()


def fine_tuning_loss(logits: np.ndarray, tokens: np.ndarray, prompt_length: int) -> float:
    """Mean cross-entropy, in nats, of the next tokens at positions >= prompt_length: of the answer, not the prompt.

    logits (N, T, V), tokens (N, T) int, 1 <= prompt_length < T -> a number.
    """
    return _surprise(logits, tokens)[:, prompt_length - 1 :].mean()


def gpt_parameter_count(num_layers: int, d_model: int, vocab_size: int, context_length: int) -> int:
    """Numbers that a GPT learns, biases and norms included. The tied output counts once, with the embedding; the mlp is 4 d_model wide."""
    embeddings = (vocab_size + context_length) * d_model
    attention = 4 * (d_model * d_model + d_model)
    mlp = d_model * 4 * d_model + 4 * d_model + 4 * d_model * d_model + d_model
    norm = 2 * d_model
    return embeddings + num_layers * (attention + mlp + 2 * norm) + norm
