"""What an answer reaches that is not judged value by value (a trained model, drawn samples): one number, held against a bar. Runs nothing.

A measure takes the truth of a case and the student's answer. `at_least` measures grow as an answer gets better, `at_most` measures shrink,
and `distribution` is a statistical test whose bar follows from the share of right answers that may fail it.
A new measure is one function here and one entry in MEASURES.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .choices import misformed
from .pairing import Difference, as_array, pair


def accuracy(truth: Any, value: Any) -> float | Difference:
    """Share of labels that are right: truth (N,) against value (N,), both whole numbers."""
    leaves, problem = pair(truth, value, ())
    if problem:
        return _scores_for_labels(np.asarray(truth), value) or problem
    labels = np.asarray(leaves[0].value, dtype=np.float64)
    return float(np.mean(labels == np.asarray(truth)))


def _scores_for_labels(labels: np.ndarray, value: Any) -> Difference | None:
    """Where each label has become a row of numbers, one a class: what is asked for instead."""
    scores = as_array(value)
    if scores is None or scores.shape[:-1] != labels.shape or scores.shape[-1:] in ((), (1,)):
        return None
    return _wrong(
        f"labels are asked for, one number each, and your answer has the shape {scores.shape}: of scores or probabilities, "
        "take the argmax over the last axis"
    )


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


def distribution(truth: Any, value: Any) -> float | Difference:
    """How far n independent draws are from a distribution: sqrt(2 n) * sup |F_n - F|, over the outcomes in the order of the truth.

    truth: {"outcomes": the possible values, in an order, "probabilities": theirs}; value: the draws: an array of numbers of any shape,
    or a list of n values.
    By the inequality of Dvoretzky, Kiefer and Wolfowitz, with Massart's constant (Annals of Probability 18, 1990), draws from that very
    distribution exceed sqrt(log(2 / rate)) with a probability of at most `rate`, whatever the distribution and n are.
    """
    numbers = None if any(isinstance(outcome, (list, tuple, dict)) for outcome in truth["outcomes"]) else as_array(value)
    draws = numbers.ravel().tolist() if numbers is not None and numbers.ndim else value
    if not isinstance(draws, (list, tuple)) or not draws:
        return _wrong("a sequence of draws is asked for")
    places = {_key(outcome): place for place, outcome in enumerate(truth["outcomes"])}
    counts = np.zeros(len(places))
    for draw in draws:
        if (place := places.get(_key(draw))) is None:
            return _wrong("one of the draws is none of the possible outcomes")
        counts[place] += 1
    gap = np.max(np.abs(np.cumsum(counts) / len(draws) - np.cumsum(truth["probabilities"])))
    return float(np.sqrt(2 * len(draws)) * gap)


def _key(outcome: Any) -> Any:
    """One value in a form that can be looked up: 1, 1.0, True and array(1) are one outcome, a list and a tuple too."""
    if isinstance(outcome, np.ndarray):
        return _key(outcome.tolist())
    if isinstance(outcome, dict):
        return tuple(sorted((str(name), _key(part)) for name, part in outcome.items()))
    return tuple(map(_key, outcome)) if isinstance(outcome, (list, tuple)) else outcome


def error_share(truth: Any, value: Any) -> float | Difference:
    """Mean squared error of an answer, as a share of that of the noisy input. truth: {"clean": (N, D), "noisy": (N, D)}; value (N, D)."""
    leaves, problem = pair(truth["clean"], value, ())
    if problem:
        return problem
    restored, clean = np.asarray(leaves[0].value, dtype=np.float64), np.asarray(truth["clean"])
    if not np.all(np.isfinite(restored)):
        return _wrong("some values are NaN or infinite")
    return float(np.mean((restored - clean) ** 2) / np.mean((truth["noisy"] - clean) ** 2))


def modes(truth: Any, value: Any) -> float | Difference:
    """How many centres have a sample within the radius.

    truth: {"centres": (M, D), "radius": r}, and "count": N where it is known; value: samples (N, D).
    """
    distances = _distances(truth, value)
    return distances if isinstance(distances, Difference) else float(np.sum(distances.min(axis=0) <= truth["radius"]))


def mode_share(truth: Any, value: Any) -> float | Difference:
    """Share of samples within the radius of a centre. truth and value: as for `modes`."""
    distances = _distances(truth, value)
    return distances if isinstance(distances, Difference) else float(np.mean(distances.min(axis=1) <= truth["radius"]))


def _distances(truth: Any, value: Any) -> np.ndarray | Difference:
    """(N, M) from each sample to each centre."""
    samples, centres = as_array(value), np.asarray(truth["centres"])
    if samples is None or samples.ndim != 2 or not len(samples) or samples.shape[1] != centres.shape[1]:
        return _wrong(f"samples of shape (N, {centres.shape[1]}) are asked for")
    if len(samples) != truth.get("count", len(samples)):
        return _wrong(f"{truth['count']} samples are asked for, one a row of the noise, and {len(samples)} came")
    if not np.all(np.isfinite(samples)):
        return _wrong("some samples are NaN or infinite")
    return np.linalg.norm(samples[:, None, :].astype(np.float64) - centres, axis=-1)


def moved_by_order(truth: Any, value: Any) -> float | Difference:
    """How far samples move when the rows of the noise come in reverse order, as a share of their size. One sample a row: 0.

    truth: that of `modes`, twice; value: the samples of the noise, and of the same noise reversed, (N, D) each.
    """
    sizes = [_distances(one, part) for one, part in zip(truth, value, strict=True)]
    if wrong := next((one for one in sizes if isinstance(one, Difference)), None):
        return wrong
    one, other = (np.asarray(as_array(part), dtype=np.float64) for part in value)
    return float(np.max(np.abs(one - other[::-1])) / (np.max(np.abs(one)) or 1.0))


def form(truth: Any, value: Any) -> float | Difference:
    """1 where a dict answers every question of a quiz in the form that is asked for. truth: question -> form (graders/choices.py)."""
    said = misformed(truth, value)
    return _wrong(said) if said else 1.0


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


# ---- what a truth must be, so that an author's slip shows when the fixtures are built ----


def _labels(truth: Any) -> bool:
    return isinstance(truth, np.ndarray) and truth.dtype.kind in "iub" and truth.size > 0


def _two_inputs(truth: Any) -> bool:
    return isinstance(truth, (list, tuple)) and len(truth) == 2 and all(map(_labels, truth)) and truth[0].shape == truth[1].shape


def _clean_and_noisy(truth: Any) -> bool:
    return isinstance(truth, dict) and set(truth) == {"clean", "noisy"} and np.shape(truth["clean"]) == np.shape(truth["noisy"])


def _centres(truth: Any) -> bool:
    keys = {"centres", "radius"}
    return isinstance(truth, dict) and set(truth) | {"count"} == keys | {"count"} and np.ndim(truth["centres"]) == 2


def _centres_twice(truth: Any) -> bool:
    return isinstance(truth, (list, tuple)) and len(truth) == 2 and all(map(_centres, truth))


def _outcomes(truth: Any) -> bool:
    fits = isinstance(truth, dict) and set(truth) == {"outcomes", "probabilities"} and len(truth["outcomes"]) == len(truth["probabilities"])
    return fits and abs(float(np.sum(truth["probabilities"])) - 1) < 1e-9


def _forms(truth: Any) -> bool:
    return isinstance(truth, dict) and all(isinstance(form, str) for form in truth.values())


@dataclass(frozen=True)
class Measure:
    """reach: (truth, value) -> the number, or why there is none. compare: the comparison that it goes with.

    said: the sentence that tells it. failed: what is recorded of a model that cannot be measured. largest_bar: no bar above makes sense.
    fits: whether a truth is one; truth: what it must be, in words.
    """

    reach: Callable[[Any, Any], float | Difference]
    compare: str
    said: str
    failed: float
    fits: Callable[[Any], bool]
    truth: str
    largest_bar: float = float("inf")

    def passes(self, reached: float, bar: float) -> bool:
        return reached <= bar if self.compare in ("at_most", "distribution") else reached >= bar

    def sentence(self, reached: float, bar: float) -> str:
        said = self.said.format(reached=reached)
        if self.compare == "distribution":
            return f"{said}, {reached / bar:.1f} times as far as chance explains in all but one of {1 / rate_of(bar):,.0f} right answers"
        return f"{said}; {self.compare.replace('_', ' ')} {bar:g} is asked for"


def bar_of(rate: float) -> float:
    """The bar of `distribution` that a share `rate` of right answers exceeds, at most."""
    return math.sqrt(math.log(2 / rate))


def rate_of(bar: float) -> float:
    """The other way round."""
    return 2 * math.exp(-bar * bar)


MEASURES = {
    "accuracy": Measure(
        accuracy, "at_least", "the accuracy on unseen data is {reached:.3f}", -1.0, _labels, "an array of labels, whole numbers", 1.0
    ),
    "cross_entropy": Measure(
        cross_entropy,
        "at_most",
        "the cross-entropy on unseen text is {reached:.3f} nats a token",
        1e9,
        _labels,
        "an array of tokens, whole numbers",
    ),
    "future_leak": Measure(
        future_leak,
        "at_most",
        "a change of later tokens moves the logits before them, by {reached:.2g} of their size",
        1e9,
        _two_inputs,
        "a list of two arrays of tokens",
    ),
    "error_share": Measure(
        error_share,
        "at_most",
        "the squared error on unseen data is {reached:.3g} times that of the noisy input",
        1e9,
        _clean_and_noisy,
        '{"clean": array, "noisy": array}, of one shape',
    ),
    "modes": Measure(modes, "at_least", "{reached:.0f} modes are covered", -1.0, _centres, '{"centres": (M, D), "radius": number}'),
    "mode_share": Measure(
        mode_share,
        "at_least",
        "a share of {reached:.3f} of the samples is near a mode",
        -1.0,
        _centres,
        '{"centres": (M, D), "radius": number}',
        1.0,
    ),
    "moved_by_order": Measure(
        moved_by_order,
        "at_most",
        "samples move by {reached:.2g} of their size when the rows of the noise come in another order",
        1e9,
        _centres_twice,
        "a list of two truths of `modes`",
    ),
    "distribution": Measure(
        distribution,
        "distribution",
        "the draws are off the distribution that is asked for",
        1e9,
        _outcomes,
        '{"outcomes": [...], "probabilities": [...]}, as many of the one as of the other, summing to 1',
    ),
    "form": Measure(form, "form", "every question is answered in its form", 0.0, _forms, "a dict of forms"),
}
