"""How wrong arrays relate to the right ones, in one sentence: explanations that hold for any task.

Every sentence was computed: all answers to a check's cases, those that pass too, agree with the truth when they are put right in the way
the sentence says. Nothing is said where two explanations hold, nor where chance would do. No sentence tells an expected value, so they
may be shown for hidden checks too.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .compare import FLOOR, Tolerance, close
from .pairing import Path, as_array

Seen = tuple[Any, Any, Tolerance]  # what is expected in a case, what was given, and the tolerance
ANOTHER_ORDER = "You return the right things in another order than the one that is asked for."
ANOTHER_PLACE = "What is asked for as part [{asked}] of your answer stands in part [{given}]: look at the order of what you return."
MOST_PARTS = 3  # named in a sentence


@dataclass(frozen=True)
class _Leaf:
    """One array of an answer, in one case."""

    truth: np.ndarray
    given: np.ndarray
    tolerance: Tolerance

    def fits(self, candidate: np.ndarray | None) -> bool:
        same_shape = candidate is not None and candidate.shape == self.truth.shape
        return same_shape and close(self.truth, candidate, tolerance=self.tolerance) is None

    @functools.cached_property
    def wrong(self) -> bool:
        return not self.fits(self.given)

    @functools.cached_property
    def finite(self) -> np.ndarray:
        """Where truth and answer are numbers that can be divided and subtracted."""
        return np.isfinite(self.truth) & np.isfinite(self.given)

    @functools.cached_property
    def factor(self) -> float:
        """What the truth is multiplied with, at best; NaN where nothing tells."""
        truth, given = self.truth[self.finite], self.given[self.finite]
        return float(np.vdot(truth, given) / square) if (square := float(np.vdot(truth, truth))) else np.nan

    def in_proportion(self, factor: float) -> bool:
        """Whether a factor explains the small values too, to a hundredth of themselves or of the tolerance: of two rows that grow steadily,
        the large values alone have one factor."""
        truth, error = np.abs(self.truth[self.finite]), np.abs(self.given / factor - self.truth)[self.finite]
        return bool(np.all(error <= 1e-2 * truth + self.tolerance.rtol / 100 * np.max(truth, initial=0.0)))

    @functools.cached_property
    def offset(self) -> float:
        difference = (self.given - self.truth)[self.finite]
        return float(np.median(difference)) if difference.size else np.nan


Leaves = Sequence[_Leaf]
_Repair = Callable[[np.ndarray], np.ndarray | None]


def in_another_order(seen: Sequence[Seen], part: int | str | None = None) -> str | None:
    """One sentence where whole answers hold the right things in another order, or where a part that is judged stands in another place.

    Of a part, the others are not looked at: their tolerances were not made for it.
    """
    if part is None:
        return None if _all_right(seen) or not _reordered(seen) else ANOTHER_ORDER
    answers = [given for _, given, _ in seen]
    if not isinstance(part, int) or not all(isinstance(given, (list, tuple)) for given in answers):
        return None
    judged = [(expected[part], tolerance) for expected, _, tolerance in seen]
    if all(_by_chance(truth) for truth, _ in judged):
        return None
    places = range(min(len(given) for given in answers))
    fitting = [i for i in places if _all_right([(truth, given[i], t) for (truth, t), given in zip(judged, answers, strict=True)])]
    return ANOTHER_PLACE.format(asked=part, given=fitting[0]) if len(fitting) == 1 and fitting[0] != part else None


def explain(seen: Sequence[Seen], *, at: Path = ()) -> str | None:
    """One sentence on how the answers to some cases relate to the right ones, or None. Each part of an answer is looked at by itself.

    at: where what is looked at lies in the whole answer.
    """
    if _all_right(seen):
        return None
    said: dict[str, list[Path]] = {}
    parts = _parts(seen)
    for path, leaves in parts.items():
        if leaves and any(leaf.wrong for leaf in leaves) and (sentence := _of_part(leaves)):
            said.setdefault(sentence, []).append(path)
    if not said:
        return None
    sentence, paths = max(said.items(), key=lambda item: len(item[1]))
    if len(paths) == len(parts) and not at:
        return sentence.format(what="Your values")
    if len(paths) == len(parts):
        paths = [()]  # all of what is looked at
    if len(paths) > MOST_PARTS:
        paths = paths[:1]
    named = ["".join(f"[{step!r}]" for step in (*at, *path)) for path in paths]
    listed = f"parts {', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else f"part {named[0]}"
    return sentence.format(what=f"The values in {listed} of your answer")


def _all_right(seen: Sequence[Seen]) -> bool:
    return all(close(expected, value, tolerance=tolerance) is None for expected, value, tolerance in seen)


def _reordered(seen: Sequence[Seen]) -> bool:
    """Whether one other order of the parts puts all answers right."""
    lengths = {len(value) if isinstance(value, (list, tuple)) else 0 for expected, given, _ in seen for value in (expected, given)}
    if len(lengths) != 1 or not 2 <= (length := lengths.pop()) <= 4:
        return False
    orders = list(itertools.permutations(range(length)))[1:]
    fitting = [order for order in orders if all(close(list(e), [given[i] for i in order], tolerance=t) is None for e, given, t in seen)]
    return len(fitting) == 1 and not all(_by_chance(value) for expected, _, _ in seen for value in expected)


def _by_chance(value: Any) -> bool:
    """Whether something agrees with this by chance: a single whole number, text, or a truth value."""
    if isinstance(value, (list, tuple, dict)):
        return False
    array = as_array(value)
    return array is None or array.dtype.kind not in "fiu" or (array.size == 1 and bool(np.all(array == np.round(array))))


# ---- the parts of answers ----


def _parts(seen: Sequence[Seen]) -> dict[Path, list[_Leaf]]:
    """By path, the array of each case; none of a part that is no array of real numbers somewhere, or has no counterpart."""
    parts: dict[Path, list[_Leaf | None]] = {}
    for expected, given, tolerance in seen:
        walked = list(_walk(expected, given, ()))
        largest = max((_scale(truth) for _, truth, _ in walked), default=0.0)
        for path, truth, value in walked:
            parts.setdefault(path, []).append(_leaf(truth, value, tolerance, largest))
    complete = {path: [leaf for leaf in leaves if leaf is not None] for path, leaves in parts.items()}
    return {path: leaves if len(leaves) == len(seen) else [] for path, leaves in complete.items()}


def _walk(expected: Any, given: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(expected, dict):
        for key, item in expected.items():
            yield from _walk(item, given.get(key) if isinstance(given, dict) else None, (*path, key))
    elif isinstance(expected, (list, tuple)):
        has_parts = isinstance(given, (list, tuple)) or (isinstance(given, np.ndarray) and given.ndim > 0)
        items = list(given) if has_parts and len(given) == len(expected) else [None] * len(expected)
        for i, item in enumerate(expected):
            yield from _walk(item, items[i], (*path, i))
    else:
        yield path, expected, given


def _scale(truth: Any) -> float:
    array = as_array(truth)
    return float(np.max(np.abs(array[np.isfinite(array)]), initial=0.0)) if array is not None and array.dtype.kind in "fiu" else 0.0


def _leaf(truth: Any, given: Any, tolerance: Tolerance, largest: float) -> _Leaf | None:
    """An array of numbers with its own tolerance: one that vanishes beside the rest of its answer is held to a share of the rest."""
    right, value = as_array(truth), as_array(given)
    if right is None or value is None or right.dtype.kind not in "fiu" or value.dtype.kind not in "fiu" or not right.size:
        return None
    scale = _scale(right)
    if scale and scale < FLOOR * largest:
        tolerance = replace(tolerance, rtol=tolerance.rtol * FLOOR * largest / scale)
    return _Leaf(right.astype(np.float64), value if value.dtype == np.float32 else value.astype(np.float64), tolerance)


# ---- explanations ----


def _of_part(leaves: Leaves) -> str | None:
    """The one sentence that holds for a part in all cases; `{what}` stands for the part."""
    with np.errstate(all="ignore"):
        told = _one_off(leaves) or _rounded(leaves)
        if told:
            return told
        found = [said for said, repair in {**_REPAIRS, **_axes(leaves)}.items() if _repairs(leaves, repair)]
        if found:
            return found[0] if len(found) == 1 else None
        if any(leaf.truth.shape != leaf.given.shape for leaf in leaves):
            return None
        return _factor(leaves) or _offset(leaves)


def _repairs(leaves: Leaves, repair: _Repair) -> bool:
    """Whether an explanation puts every case right, and not by chance: one number that is 0 or 1, or few whole numbers, fit too easily."""
    if not all(leaf.fits(repair(leaf.given)) for leaf in leaves):
        return False
    many = _distinct(leaves)
    whole = all(bool(np.all(leaf.truth == np.round(leaf.truth))) for leaf in leaves)
    if repair in (np.sqrt, np.square):
        return many >= 2
    return many >= (3 if whole else 1) and not all(bool(np.isin(leaf.given, (0, 1)).all()) for leaf in leaves)


def _distinct(leaves: Leaves) -> int:
    """How many different numbers, zero not counted, the truths of the wrong cases are."""
    numbers = np.concatenate([leaf.truth[np.isfinite(leaf.truth)].ravel() for leaf in leaves if leaf.wrong])
    return len({f"{number:.5g}" for number in numbers.tolist() if number})


def _moved(array: np.ndarray, by: int) -> np.ndarray | None:
    return np.roll(array, by, axis=0) if array.ndim and array.shape[0] > 2 else None


# What is wrong -> how to put it right.
_REPAIRS: Mapping[str, _Repair] = {
    "{what} have the wrong sign.": np.negative,
    "{what} are the exponential of what is asked for: take the logarithm.": np.log,
    "{what} are the logarithm of what is asked for: take the exponential.": np.exp,
    "{what} are the square of what is asked for.": np.sqrt,
    "{what} are the square root of what is asked for.": np.square,
    "{what} are logarithms to base 2: use natural logarithms.": lambda a: a * np.log(2.0),
    "{what} are logarithms to base 10: use natural logarithms.": lambda a: a * np.log(10.0),
    "{what} are in reverse order along the first axis.": lambda a: a[::-1] if a.ndim else None,
    "{what} are one step late along the first axis, the last one first.": lambda a: _moved(a, -1),
    "{what} are one step early along the first axis, the first one last.": lambda a: _moved(a, 1),
}


def _axes(leaves: Leaves) -> dict[str, _Repair]:
    """The explanations that swap two axes."""
    dimensions = {array.ndim for leaf in leaves for array in (leaf.truth, leaf.given)}
    if len(dimensions) != 1:
        return {}
    pairs = list(itertools.combinations(range(dimensions.pop()), 2))
    if pairs == [(0, 1)]:
        return {"{what} are transposed: the two axes are swapped.": np.transpose}
    return {f"{{what}} have the axes {a} and {b} swapped.": functools.partial(np.swapaxes, axis1=a, axis2=b) for a, b in pairs}


def _one_off(leaves: Leaves) -> str | None:
    """Whole numbers that are all one too large, or all one too small."""
    if any(leaf.truth.shape != leaf.given.shape or not np.all(leaf.truth == np.round(leaf.truth)) for leaf in leaves):
        return None
    steps = np.unique(np.concatenate([(leaf.given - leaf.truth).ravel() for leaf in leaves]))
    if len(steps) != 1 or steps[0] not in (1.0, -1.0) or _distinct(leaves) < 2:
        return None
    if steps[0] < 0:  # nobody is told to count from 1: indices that are drawn begin there by chance
        return "{what} are 1 too small."
    return "{what} are 1 too large: count from 0." if min(leaf.truth.min() for leaf in leaves) == 0 else "{what} are 1 too large."


def _rounded(leaves: Leaves) -> str | None:
    """Values that are the right ones with fewer decimals."""
    if any(leaf.truth.shape != leaf.given.shape or not leaf.finite.all() for leaf in leaves):
        return None
    given = np.concatenate([np.ravel(leaf.given) for leaf in leaves])
    for digits in range(2, 7):
        if np.array_equal(np.round(given, digits), given):
            right = all(np.allclose(np.round(leaf.truth, digits), leaf.given, rtol=1e-6, atol=1e-12) for leaf in leaves)
            fine = np.unique(given[np.round(given, digits - 1) != given])
            return f"{{what}} look rounded to {digits} decimals: return them as they are." if right and fine.size >= 2 else None
    return None


def _factor(leaves: Leaves) -> str | None:
    """One factor in all cases, or one within each case. For a single number any factor would fit."""
    told = [leaf for leaf in leaves if np.any(leaf.truth) or leaf.wrong]
    factors = [leaf.factor for leaf in told]
    if not all(np.isfinite(factor) and factor for factor in factors) or all(abs(factor - 1) < 1e-2 for factor in factors):
        return None
    if not all(leaf.fits(leaf.given / factor) and leaf.in_proportion(factor) for leaf, factor in zip(told, factors, strict=True)):
        return None
    if _distinct(leaves) >= 2 and _several(told) and all(leaf.fits(leaf.given / factors[0]) for leaf in told):
        return f"{{what}} are {factors[0]:.4g} times what they should be: a constant factor is missing or too many."
    if _plain(leaves):
        return "{what} are all off by one and the same factor within a case: look for what the whole is divided by or multiplied with."
    return None


def _offset(leaves: Leaves) -> str | None:
    """One term too many in all cases, or one within each case."""
    if not all(np.isfinite(leaf.offset) and leaf.fits(leaf.given - leaf.offset) for leaf in leaves):
        return None
    one = next(leaf.offset for leaf in leaves if leaf.wrong)
    if _distinct(leaves) >= 3 and _several(leaves) and all(leaf.fits(leaf.given - one) for leaf in leaves):
        return f"{{what}} are all {abs(one):.4g} too {'large' if one > 0 else 'small'}: a constant term is missing or too many."
    if _plain(leaves):
        return "{what} are all off by one and the same amount within a case: look for what is added to the whole or taken from it."
    return None


def _several(leaves: Leaves) -> bool:
    """Whether there are wrong cases of different sizes: what is the same in cases of one size may depend on it."""
    return len({leaf.truth.shape for leaf in leaves if leaf.wrong}) > 1


def _plain(leaves: Leaves) -> bool:
    """Whether what is the same within each wrong case is no accident of few numbers, or of one case."""
    numbers = [_distinct([leaf]) for leaf in leaves if leaf.wrong]
    return min(numbers) >= 4 and (len(numbers) > 1 or numbers[0] >= 8)
