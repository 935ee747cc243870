"""DALL-E: a picture is written as a row of tokens from a codebook, behind the tokens of its text, and a Transformer reads on.

    codebook    each piece of a picture becomes the index of the nearest vector of the codebook
    training    softmax((logits + gumbel) / temperature) instead of a hard choice, which has no gradient
    sequence    text tokens, the unused places of the text (each place with a pad of its own), then image tokens
    loss        (1 * mean cross-entropy of the text + 7 * mean cross-entropy of the image) / 8

Sizes: N vectors of D numbers, K entries of the codebook, L tokens in a sequence, V tokens in the joint vocabulary.

Sources: lecture slides on DALL-E; A. Ramesh et al., "Zero-Shot Text-to-Image Generation", 2021, sections 2.1 and 2.2; A. van den Oord,
O. Vinyals and K. Kavukcuoglu, "Neural Discrete Representation Learning", 2017 (the codebook); E. Jang, S. Gu and B. Poole, "Categorical
Reparameterization with Gumbel-Softmax", 2017.
"""

from __future__ import annotations

import numpy as np

IMAGE_WEIGHT = 7


def gumbel_softmax(logits: np.ndarray, gumbel: np.ndarray, temperature: float) -> np.ndarray:
    """A soft draw from softmax(logits). logits, gumbel (..., V) -> (..., V), rows that sum to 1; temperature above 0."""
    scores = (logits + gumbel) / temperature
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))  # so that exp does not overflow
    return weights / weights.sum(axis=-1, keepdims=True)


def vector_quantize(z: np.ndarray, codebook: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest entry of the codebook. z (N, D), codebook (K, D) -> (indices (N,), quantised (N, D)). Ties: the lower index."""
    apart = z[:, None, :] - codebook  # (N, K, D)
    indices = (apart**2).sum(axis=-1).argmin(axis=1)
    return indices, codebook[indices]


def dalle_sequence(text: np.ndarray, image: np.ndarray, text_vocab: int, text_length: int) -> np.ndarray:
    """One sequence of a text and its picture. text (n,), n <= text_length; image (m,) -> (text_length + m,).

    Ids 0 to text_vocab - 1 are words; then come text_length pads, one a place; then the codebook.
    Raises ValueError where the text is longer than text_length.
    """
    if len(text) > text_length:
        raise ValueError("the text has more tokens than text_length")
    pads = text_vocab + np.arange(len(text), text_length)
    return np.concatenate([text, pads, image + text_vocab + text_length])


def dalle_loss(logits: np.ndarray, sequence: np.ndarray, text_length: int) -> float:
    """Next-token loss, in nats, in which the picture weighs seven times as much as the text. logits (L, V), sequence (L,).

    logits[t] predicts sequence[t + 1]. Text: places 1 to text_length - 1; image: places text_length to L - 1. text_length is 2 or more.
    """
    rows, tokens = logits[:-1], sequence[1:]  # (L - 1, V), (L - 1,): each row with the token that it predicts
    shifted = rows - rows.max(axis=1, keepdims=True)  # so that exp does not overflow
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(tokens)), tokens]  # of places 1 to L - 1
    text, image = losses[: text_length - 1], losses[text_length - 1 :]
    return (text.mean() + IMAGE_WEIGHT * image.mean()) / (1 + IMAGE_WEIGHT)
