"""BERT's own pieces: what it reads (embeddings), how it learns (masked words), what it is trained to lower (a loss).

    embedding   layer norm(token[w] + position[t] + segment[s])        w the word at place t, s the sentence it belongs to
    masking     about 15 in 100 words are selected; of these 80 in 100 become the mask word, 10 a random word, 10 stay as they are
    loss        mean over the selected words of  -log softmax(logits)[the word that was there]

Between the embeddings and the logits stands the encoder of a Transformer, which is not repeated here.
Sizes: N sequences of T words, D features, V words in the vocabulary.

Sources: lecture slides "Language Models"; J. Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language
Understanding", 2019, figure 2 and section 3.1 (15 %, 80/10/10); J. Ba, J. Kiros and G. Hinton, "Layer Normalization", 2016.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SELECTED = 0.15  # share of the words that have to be predicted
MASKED = 0.8  # of those: below it the mask word ...
REPLACED = 0.9  # ... below this a random word, above it the word itself
NO_LABEL = -100


def bert_embedding(tokens: np.ndarray, segments: np.ndarray, params: dict[str, np.ndarray], eps: float = 1e-12) -> np.ndarray:
    """What the first layer reads. tokens, segments (N, T) of whole numbers -> (N, T, D).

    params: token (V, D), position (Tmax, D), segment (2, D), gamma (D,), beta (D,). T is at most Tmax.
    """
    steps = tokens.shape[1]
    summed = params["token"][tokens] + params["position"][:steps] + params["segment"][segments]  # (N, T, D)
    centred = summed - summed.mean(axis=-1, keepdims=True)
    variance = (centred**2).mean(axis=-1, keepdims=True)  # divided by D
    return params["gamma"] * centred / np.sqrt(variance + eps) + params["beta"]


def bert_mask(
    tokens: np.ndarray,
    u_select: np.ndarray,
    u_action: np.ndarray,
    random_tokens: np.ndarray,
    mask_id: int,
    special_ids: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """Spoil some words for the model to guess. tokens, u_select, u_action, random_tokens: all of one shape.

    special_ids: words that are never selected, such as the ones that begin and end a text.
    -> (inputs, labels), of the same shape: the text with its gaps, and the words that were there; labels -100 where nothing is asked.
    """
    selected = (u_select < SELECTED) & ~np.isin(tokens, special_ids)
    inputs = np.where(u_action < MASKED, mask_id, np.where(u_action < REPLACED, random_tokens, tokens))
    return np.where(selected, inputs, tokens), np.where(selected, tokens, NO_LABEL)


def masked_lm_loss(logits: np.ndarray, labels: np.ndarray) -> float:
    """Mean cross-entropy, in nats, of the words that are asked for. logits (N, T, V), labels (N, T) with -100 where nothing is asked.

    Every asked word counts the same, whatever sequence it stands in. 0.0 where nothing is asked at all.
    """
    asked = labels != NO_LABEL
    if not asked.any():
        return 0.0
    rows, words = logits[asked], labels[asked]  # (M, V), (M,): the M places of all sequences where something is asked
    shifted = rows - rows.max(axis=1, keepdims=True)  # so that exp does not overflow
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return (log_sums - shifted[np.arange(len(words)), words]).mean()
