"""Which named mistake is this answer? Where none is, explain.py says what holds for any array.

A mistake may give one answer in float64 and another in float32 (it overflows, or a difference vanishes). A student computes in one
precision: all answers are held against the mistake's in float64, or all against those in float32.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from .compare import Tolerance, close, error_ratio, has_part, part_of
from .fixture import PRECISIONS, Case
from .job import Answer, arrays
from .pairing import Path

# How near an answer must be to a mistake's answer to be recognised. Float32 students round, whatever the check's own tolerance is.
RECOGNISED = Tolerance(rtol=1e-4)
ENOUGH = 3  # different numbers that only one of two mistakes gives


def named_mistakes(failed: Sequence[tuple[Case, Answer]], part: int | str | None) -> list[str]:
    """The mistakes whose stored answers agree with the student's on every failed case (at least one), in the part that is judged."""
    names = set.intersection(*(set(case.catches) for case, _ in failed))
    return sorted(name for name in names if any(_is_named(name, failed, part, precision) for precision in PRECISIONS))


def _is_named(name: str, failed: Sequence[tuple[Case, Answer]], part: int | str | None, precision: str) -> bool:
    """Whether these are a mistake's answers in a precision. Cases in which rounding decides what it gives are no proof, for or against."""
    if not all(name in case.wrong_in(precision) for case, _ in failed):
        return False
    told = [(wrong, case, answer) for case, answer in failed if (wrong := case.wrong_in(precision)[name])]
    return bool(told) and all(_is_mistake(wrong, case, answer, part) for wrong, case, answer in told)


def _is_mistake(wrong: Answer, case: Case, answer: Answer, part: int | str | None) -> bool:
    """The student's answer is the mistake's, and much nearer to it than to the truth: a rounded right answer is no mistake's.

    An answer that has not the parts that are asked for is a mistake's only as a whole: what stands at a place means something else.
    """
    if answer.status == "returned" and not has_part(answer.value, part, case.expected):
        part = None
    if not same(wrong, answer, part):
        return False
    if wrong.status != "returned" or case.raises:
        return True
    value, truth = part_of(answer.value, part), part_of(case.expected, part)
    from_mistake = error_ratio(comparable(part_of(wrong.value, part)), comparable(value), tolerance=RECOGNISED)
    return from_mistake <= 0.1 * error_ratio(truth, value, tolerance=RECOGNISED)


def consistent(names: Sequence[str], answered: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Those of the mistakes that explain every answer of a task: wrong where the mistake is wrong, right where it is right."""
    return [name for name in names if any(_explains(name, answered, precision) for precision in PRECISIONS)]


def _explains(name: str, answered: Sequence[tuple[Case, Answer]], precision: str) -> bool:
    return all(_as_if(name, case, answer, precision) for case, answer in answered)


def _as_if(name: str, case: Case, answer: Answer, precision: str) -> bool:
    made = case.wrong_in(precision)
    if name in made:
        return (wrong := made[name]) is None or same(wrong, answer)
    return _is_right(case, answer)


def together(names: Sequence[str], answered: Sequence[tuple[Case, Answer]]) -> list[str]:
    """The two of the mistakes that explain every answer of a task between them; none where several pairs do."""
    both = itertools.combinations(names, 2)
    pairs = [pair for pair in both if any(_explain_all(pair, answered, precision) for precision in PRECISIONS)]
    return list(pairs[0]) if len(pairs) == 1 else []


def _explain_all(pair: tuple[str, str], answered: Sequence[tuple[Case, Answer]], precision: str) -> bool:
    """Whether each array is right where both leave it right, and one's own where the other leaves it right, with numbers that tell."""
    alone: dict[str, set[str]] = {name: set() for name in pair}
    for case, answer in answered:
        made = [(name, case.wrong_in(precision)[name]) for name in pair if name in case.wrong_in(precision)]
        making = [name for name, _ in made]
        leaves = [_leaves(value) for value in (case.expected, answer.value, *(wrong.value for _, wrong in made if wrong))]
        if len(leaves) < 2 + len(made):  # rounding decides what one of them gives
            continue
        if case.raises or answer.status != "returned" or any(one.keys() != leaves[0].keys() for one in leaves):
            if not (len(making) == 1 and _as_if(making[0], case, answer, precision)) and (len(making) < 2 or _is_right(case, answer)):
                return False
            continue
        for path, truth in leaves[0].items():
            here = [(name, wrong[path]) for name, wrong in zip(making, leaves[2:], strict=True) if not agree(truth, wrong[path])]
            if len(here) < 2 and not agree(here[0][1] if here else truth, leaves[1][path]):
                return False
            if len(here) == 1:
                alone[here[0][0]] |= _telling(here[0][1])
    return all(len(numbers) >= ENOUGH for numbers in alone.values())


def _telling(value: Any) -> set[str]:
    """The numbers of an array that no other mistake gives by chance: neither whole, nor NaN or infinite."""
    return {
        f"{number:.5g}" for array in arrays(value) if array.dtype.kind == "f" for number in array[np.isfinite(array)].tolist() if number % 1
    }


def _leaves(value: Any) -> dict[Path, Any]:
    """The arrays, numbers and texts of an answer, by path."""
    if isinstance(value, dict):
        return {(key, *path): leaf for key, item in value.items() for path, leaf in _leaves(item).items()}
    if isinstance(value, (list, tuple)):
        return {(i, *path): leaf for i, item in enumerate(value) for path, leaf in _leaves(item).items()}
    return {(): value}


def _is_right(case: Case, answer: Answer) -> bool:
    if case.raises:
        return answer.status == "raised"
    tolerance = case.tolerance.get("float32", RECOGNISED)
    return not case.scores and answer.status == "returned" and close(case.expected, answer.value, tolerance=tolerance) is None


def same(wrong: Answer, answer: Answer, part: int | str | None = None) -> bool:
    """Whether two answers are the same one, in a part: the value, or the type of the exception."""
    if wrong.status != answer.status:
        return False
    if wrong.status == "raised":
        return bool(wrong.error and answer.error and wrong.error.type == answer.error.type)
    return agree(part_of(wrong.value, part), part_of(answer.value, part))


def agree(one: Any, other: Any) -> bool:
    """Whether two wrong answers are the same one: NaN equals NaN here."""
    return close(comparable(one), comparable(other), tolerance=RECOGNISED) is None


def comparable(value: Any) -> Any:
    """NaN becomes a number that no answer has, so that it can be compared."""
    if isinstance(value, (np.ndarray, float)) and np.asarray(value).dtype.kind in "fc":
        return np.where(np.isnan(value), 1.2345e37, np.asarray(value, dtype=np.complex128 if np.iscomplexobj(value) else np.float64))
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    return [comparable(item) for item in value] if isinstance(value, (list, tuple)) else value
