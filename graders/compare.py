"""Comparison: is this value the expected one? Our own, because library comparisons broadcast, accept NaN and scale by the answer.

Values, not containers, are compared (a list answers an array, a 0-d array answers a number). Shapes must be equal. Integers, truth
values and text must be equal. Real numbers must satisfy, for each array of the answer,

    max |answer - expected|  <=  rtol * max(max |expected|, FLOOR * largest max|expected| of the whole answer)

so that the error is measured against the truth's own size and never against the student's. Infinities must stand where they are
expected; NaN never passes.

Probabilities may lie side by side as 1 and 1e-14, and such a small number is wrong by far before that shows. So where a tolerance says
`own`, a number that can be measured by itself must also satisfy

    |answer - expected|  <=  own * |expected|

These are the numbers of an array that spans magnitudes and has nothing negative, other than zeros and what is next to nothing
(see `measurable`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .pairing import Difference, Leaf, Path, apart, as_array, index, number, of_part, pair, where

# An array that vanishes beside the rest of its answer is held to this share of the rest's size.
FLOOR = 1e-2
# An array spans magnitudes where some number is smaller than this share of its largest.
SPAN = 1e-6
# What is smaller than this share of the largest is next to nothing: float32 holds no number below 1e-38, and all digits only above that.
NOTHING = 1e-30


@dataclass(frozen=True)
class Tolerance:
    """rtol: allowed error as a share of the expected array's largest absolute value.

    own: allowed error of a number as a share of itself, where it can be measured by itself; None where none is.
    """

    rtol: float
    own: float | None = None


def measurable(expected: np.ndarray) -> np.ndarray:
    """Which numbers of an expected array can be measured by themselves: all but zeros, infinities and what is next to nothing.

    None where these do not span magnitudes, and none where something is negative: there, a small number may be what large ones leave of
    each other, and no digit of it is sure.
    """
    if expected.dtype.kind != "f" or np.any(expected < 0):
        return np.zeros(expected.shape, dtype=bool)
    finite = np.isfinite(expected)
    largest = np.max(expected, where=finite, initial=0.0)
    numbers = finite & (expected > 0) & (expected >= NOTHING * largest)
    return numbers & bool(np.min(expected, where=numbers, initial=np.inf) < SPAN * largest)


def spans(expected: Any) -> bool:
    """Whether an expected answer has numbers that can be measured by themselves."""
    return any(bool(np.any(measurable(leaf.expected))) for leaf in pair(expected, expected, ())[0])


def close(expected: Any, value: Any, *, tolerance: Tolerance, at: Path = ()) -> Difference | None:
    """The first and worst difference between a value and the expected one, or None where they agree. at: where both lie in the answer."""
    leaves, problem = pair(expected, value, at)
    if problem:
        return problem
    largest = max((leaf.scale for leaf in leaves), default=0.0)
    differences = [d for leaf in leaves if (d := _leaf_difference(leaf, largest, tolerance))]
    return max(differences, key=lambda d: d.ratio, default=None)


def error_ratio(expected: Any, value: Any, *, tolerance: Tolerance) -> float:
    """error / tolerance of the worst array: <= 1 is accepted; infinite where no error can be measured."""
    leaves, problem = pair(expected, value, ())
    if problem:
        return float("inf")
    largest = max((leaf.scale for leaf in leaves), default=0.0)
    return max((_leaf_ratio(leaf, largest, tolerance)[0] for leaf in leaves), default=0.0)


def equal(expected: Any, value: Any, *, at: Path = ()) -> Difference | None:
    """As `close`, without any tolerance."""
    return close(expected, value, tolerance=Tolerance(rtol=0.0), at=at)


def kept(before: Any, after: Any) -> Difference | None:
    """Whether an argument is after a call what it was before: every element by itself, up to float32, so that a zero stays a zero."""
    leaves, problem = pair(before, after, ())
    if problem:
        return problem
    for leaf in leaves:
        if not np.all(np.isclose(leaf.value, leaf.expected, rtol=1e-6, atol=0.0, equal_nan=True)):
            return Difference("the argument is another one", "the argument is another one", path=leaf.path)
    return None


def same_shape(expected: Any, value: Any, *, at: Path = ()) -> Difference | None:
    """Only the structure and the shapes."""
    return pair(expected, value, at)[1]


def probability(expected: Any, value: Any, *, tolerance: Tolerance, at: Path = ()) -> Difference | None:
    """Shapes as expected, no entry below 0, and the last axis of every array sums to 1."""
    leaves, problem = pair(expected, value, at)
    if problem:
        return problem
    for leaf in leaves:
        array = np.asarray(leaf.value, dtype=np.float64)
        if not np.all(np.isfinite(array)):
            return _not_finite(leaf, array)
        if array.min(initial=0.0) < -tolerance.rtol:
            return Difference(f"{where(leaf.path)} has a negative probability, {array.min():.6g}", "a probability is negative")
        off = float(np.max(np.abs(array.sum(axis=-1) - 1.0), initial=0.0)) if array.ndim else 0.0
        if off > 10 * tolerance.rtol:
            return Difference(
                f"{where(leaf.path)} does not sum to 1 along the last axis (it is off by {off:.3g})", "the probabilities do not sum to 1"
            )
    return None


def decreasing(value: Any, *, tolerance: Tolerance) -> Difference | None:
    """A sequence of finite numbers in which none is larger than the one before (up to the tolerance of the largest)."""
    array = as_array(value)
    if array is None or array.ndim != 1:
        return Difference("a sequence of numbers is asked for", "a sequence of numbers is asked for")
    if not np.all(np.isfinite(array)):
        return Difference("the sequence holds NaN or infinity", "the sequence holds NaN or infinity")
    rise = np.diff(array)
    if np.any(rise > tolerance.rtol * np.max(np.abs(array), initial=0.0)):
        step = int(np.argmax(rise)) + 1
        return Difference(
            f"the value rises at step {step}, from {array[step - 1]:.6g} to {array[step]:.6g}", "the sequence rises at some step"
        )
    return None


def part_of(value: Any, part: int | str | None) -> Any:
    """One part of an answer: a position of a list, a key of a dict. The value itself where it has no such part."""
    if part is None:
        return value
    try:
        return value[part]
    except (TypeError, KeyError, IndexError):
        return value


def has_part(value: Any, part: int | str | None, expected: Any) -> bool:
    """Whether the value has as many parts as the expected answer, so that `part_of` finds the right one. An array's parts are its rows."""
    if part is None:
        return True
    if isinstance(part, str):
        return isinstance(value, dict) and part in value
    rows = isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)
    return rows and len(value) == len(expected)


def _leaf_ratio(leaf: Leaf, largest: float, tolerance: Tolerance) -> tuple[float, np.ndarray | None]:
    """(error / tolerance of the worst number, element-wise absolute error or None where no error can be measured)."""
    expected, value = leaf.expected, leaf.value
    if expected.dtype.kind in "biu":
        wrong = value != expected
        return (float("inf") if np.any(wrong) else 0.0), wrong.astype(np.float64)
    if np.any(np.isnan(value)) or not np.array_equal(np.isinf(value), np.isinf(expected)):
        return float("inf"), None
    finite = np.isfinite(expected)
    if np.any(value[~finite] != expected[~finite]):
        return float("inf"), None
    error = np.zeros(expected.shape, dtype=np.float64)
    with np.errstate(over="ignore"):
        error[finite] = np.abs(value[finite].astype(np.complex128) - expected[finite].astype(np.complex128))
    return float(np.max(_shares(error, _allowed(leaf, largest, tolerance)), initial=0.0)), error


def _allowed(leaf: Leaf, largest: float, tolerance: Tolerance) -> np.ndarray:
    """The error that each number of an array may have."""
    whole = np.full(leaf.expected.shape, tolerance.rtol * _scale(leaf, largest))
    if tolerance.own is None:
        return whole
    return np.where(measurable(leaf.expected), np.minimum(whole, tolerance.own * np.abs(leaf.expected)), whole)


def _scale(leaf: Leaf, largest: float) -> float:
    return max(leaf.scale, FLOOR * largest) or 1.0


def _shares(error: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """error / allowed; where nothing is allowed, any error is infinitely much."""
    with np.errstate(over="ignore"):
        return np.divide(error, allowed, out=np.where(error > 0, np.inf, 0.0), where=allowed > 0)


def _leaf_difference(leaf: Leaf, largest: float, tolerance: Tolerance) -> Difference | None:
    ratio, error = _leaf_ratio(leaf, largest, tolerance)
    if ratio <= 1.0:
        return None
    if error is None:
        return _not_finite(leaf, leaf.value)
    scale, allowed = _scale(leaf, largest), _allowed(leaf, largest, tolerance)
    exact = leaf.expected.dtype.kind in "biu"
    wrong = error > (0.0 if exact else allowed)
    alone = not exact and bool(np.all(error <= tolerance.rtol * scale))  # as a whole, the array is right
    worst = _shares(error, allowed) if alone else error
    furthest = tuple(int(i) for i in np.unravel_index(int(np.argmax(worst)), error.shape))
    at = f" at {index(furthest)}" if furthest else ""
    given, true = apart(leaf.value[furthest], leaf.expected[furthest])
    many, against = int(wrong.sum()), ", measured against their own size" if alone else ""
    count = f"{many} of {wrong.size} values {'is' if many == 1 else 'are'} wrong" if wrong.size > 1 else "the value is wrong"
    most = "it is the one" if many == 1 else "the worst is" if alone else "the largest error is"
    return Difference(
        f"{of_part(leaf.path)}{count}{against}; {most}{at}: {given} where {true} is expected"
        if wrong.size > 1
        else f"{of_part(leaf.path)}{count}: {given} where {true} is expected",
        f"{of_part(leaf.path)}{'some values are' if wrong.size > 1 else 'the value is'} wrong{against}",
        ratio=ratio,
        path=leaf.path,
        evidence={
            "error": float(error[furthest]),
            "scale": abs(float(leaf.expected[furthest])) if alone else scale,
            "tolerance": tolerance.own if alone else tolerance.rtol,
            "where": list(furthest),
            "wrong": many,
            "size": int(wrong.size),
            **({"alone": True} if alone else {}),
        },
    )


def _not_finite(leaf: Leaf, value: np.ndarray) -> Difference:
    """NaN, or an infinity where there is none, or none where there is one."""
    for odd, word in ((np.isnan(value), "NaN"), (np.isinf(value) & ~np.isinf(leaf.expected), "infinity")):
        if np.any(odd):
            first = tuple(int(i) for i in np.argwhere(odd)[0])
            word = f"-{word}" if np.isneginf(np.real(value[first])) else word
            at = f", the first at {index(first)}" if first else ""
            amount = f" in {int(odd.sum())} of {odd.size} places{at}" if odd.size > 1 else ""
            return Difference(
                f"{where(leaf.path)} is {word}{amount}",
                f"{where(leaf.path)} holds {word}",
                path=leaf.path,
                evidence={"where": list(first)},
            )
    lacking = np.argwhere(np.isinf(leaf.expected) & (value != leaf.expected))
    if not len(lacking):
        return Difference(f"{where(leaf.path)} cannot be compared: NaN is expected", "the expected answer is NaN", path=leaf.path)
    first = tuple(int(i) for i in lacking[0])
    sign = "-" if leaf.expected[first] < 0 else "+"
    at = f" at {index(first)}" if first else ""
    why = " (log 0 is -inf)" if sign == "-" else ""
    return Difference(
        f"{where(leaf.path)} is {number(value[first])}{at} where {sign}inf is expected{why}",
        f"{where(leaf.path)} is finite in a place where {sign}inf is expected{why}",
        path=leaf.path,
        evidence={"where": list(first)},
    )
