"""What a trained model reaches on data that the student never sees: one number, held against a check's bar. Runs nothing.

A measure takes the truth of a case and the student's answer. `at_least` measures grow as a model gets better, `at_most` measures shrink.
A new measure is one function here and one entry in MEASURES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .pairing import Difference, pair


def accuracy(truth: Any, value: Any) -> float | Difference:
    """Share of labels that are right: truth (N,) against value (N,), both whole numbers."""
    leaves, problem = pair(truth, value, ())
    if problem:
        return problem
    labels = np.asarray(leaves[0].value, dtype=np.float64)
    return float(np.mean(labels == np.asarray(truth)))


def cross_entropy(truth: Any, value: Any) -> float | Difference:
    """Mean negative log likelihood, in nats, of tokens[:, 1:] under logits[:, :-1]: truth = tokens (N, T), value = logits (N, T, V)."""
    tokens = np.asarray(truth)
    logits = _logits(tokens, value)
    if isinstance(logits, Difference):
        return logits
    scores, following = logits[:, :-1], tokens[:, 1:]
    top = scores.max(axis=-1, keepdims=True)
    log_total = np.log(np.exp(scores - top).sum(axis=-1)) + top[..., 0]
    return float(np.mean(log_total - np.take_along_axis(scores, following[..., None], axis=-1)[..., 0]))


def future_leak(truth: Any, value: Any) -> float | Difference:
    """How far logits move before the first token that differs between two inputs, as a share of their size. A causal model: 0.

    truth: the two inputs, tokens (N, T) each; value: their logits, (N, T, V) each.
    """
    tokens = [np.asarray(one) for one in truth]
    logits = [_logits(one, part) for one, part in zip(tokens, value, strict=True)]
    one, other = logits
    if isinstance(one, Difference):
        return one
    if isinstance(other, Difference):
        return other
    before = np.cumsum(tokens[0] != tokens[1], axis=1) == 0  # (N, T)
    moved = np.abs(one[before] - other[before])
    return float(np.max(moved, initial=0.0) / (np.max(np.abs(one), initial=0.0) or 1.0))


def _logits(tokens: np.ndarray, value: Any) -> np.ndarray | Difference:
    """Logits as float64, (N, T, V) with V more than any token, or what is wrong with them."""
    try:
        logits = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return _wrong("the logits are asked for as one array of shape (N, T, V)")
    if logits.ndim != 3 or logits.shape[:2] != tokens.shape:
        return _wrong(f"logits of shape {(*tokens.shape, 'V')} are asked for, and yours have shape {logits.shape}".replace("'", ""))
    if logits.shape[2] <= tokens.max(initial=0):
        return _wrong(f"the logits cover {logits.shape[2]} tokens, too few for the vocabulary")
    if not np.all(np.isfinite(logits)):
        return _wrong("some logits are NaN or infinite")
    return logits


def _wrong(said: str) -> Difference:
    return Difference(said, said)


@dataclass(frozen=True)
class Measure:
    """reach: (truth, value) -> the number, or why there is none. compare: the comparison that it goes with.

    said: the sentence that tells it. failed: what is recorded of a model that cannot be measured. largest_bar: no bar above makes sense.
    """

    reach: Callable[[Any, Any], float | Difference]
    compare: str
    said: str
    failed: float
    largest_bar: float = float("inf")

    def passes(self, reached: float, bar: float) -> bool:
        return reached >= bar if self.compare == "at_least" else reached <= bar

    def sentence(self, reached: float, bar: float) -> str:
        return f"{self.said.format(reached=reached)}; {self.compare.replace('_', ' ')} {bar:g} is asked for"


MEASURES = {
    "accuracy": Measure(accuracy, "at_least", "the accuracy on unseen data is {reached:.3f}", failed=-1.0, largest_bar=1.0),
    "cross_entropy": Measure(cross_entropy, "at_most", "the cross-entropy on unseen text is {reached:.3f} nats a token", failed=1e9),
    "future_leak": Measure(
        future_leak, "at_most", "a change of later tokens moves the logits before them, by {reached:.2g} of their size", failed=1e9
    ),
}
