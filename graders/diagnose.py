"""What kind of wrong is this answer? First the named mistakes, then explanations that hold for any array.

Every sentence here was computed: the student's answer, put right in the way the sentence says, agrees with the truth within the
tolerance. Nothing here tells an expected value, so the sentences may be shown for hidden checks too.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .compare import Tolerance, close, error_ratio, has_part, part_of
from .fixture import Case
from .job import Answer

# How near an answer must be to a mistake's answer to be recognised. Float32 students round, whatever the check's own tolerance is.
RECOGNISED = Tolerance(rtol=1e-4)


def named_mistakes(failed: Sequence[tuple[Case, Answer]], part: int | str | None) -> list[str]:
    """The mistakes whose stored answers agree with the student's on every failed case (at least one), in the part that is judged."""
    names = set.intersection(*(set(case.wrong) for case, _ in failed))
    return sorted(name for name in names if all(_is_mistake(name, case, answer, part) for case, answer in failed))


def _is_mistake(name: str, case: Case, answer: Answer, part: int | str | None) -> bool:
    """The student's answer is the mistake's, and much nearer to it than to the truth: a rounded right answer is no mistake's.

    An answer that has not the parts that are asked for is a mistake's only as a whole: what stands at a place means something else.
    """
    wrong = case.wrong[name]
    if answer.status == "returned" and not has_part(answer.value, part, case.expected):
        part = None
    if not _same(wrong, answer, part):
        return False
    if wrong.status != "returned" or case.raises:
        return True
    value, truth = part_of(answer.value, part), part_of(case.expected, part)
    from_mistake = error_ratio(comparable(part_of(wrong.value, part)), comparable(value), tolerance=RECOGNISED)
    return from_mistake <= 0.1 * error_ratio(truth, value, tolerance=RECOGNISED)


def possible(names: Iterable[str], answered: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Those of the mistakes that no right answer of the task speaks against: it would have been wrong too."""
    right = [case for case, answer in answered if _is_right(case, answer)]
    return [name for name in names if not any(name in case.wrong for case in right)]


def consistent(names: Iterable[str], answered: Sequence[tuple[Case, Answer]]) -> list[str]:
    """Those of the mistakes that explain every answer of a task: wrong where the mistake is wrong, right where it is right."""
    return [name for name in names if all(_as_if(name, case, answer) for case, answer in answered)]


def _as_if(name: str, case: Case, answer: Answer) -> bool:
    if name in case.wrong:
        return _same(case.wrong[name], answer, None)
    return _is_right(case, answer)


def _is_right(case: Case, answer: Answer) -> bool:
    if case.raises:
        return answer.status == "raised"
    tolerance = case.tolerance.get("float32", RECOGNISED)
    return not case.scores and answer.status == "returned" and close(case.expected, answer.value, tolerance=tolerance) is None


def _same(wrong: Answer, answer: Answer, part: int | str | None) -> bool:
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


def explain(expected: Any, value: Any, *, tolerance: Tolerance) -> str | None:
    """One sentence on how a wrong array relates to the right one, or None. Tried leaf by leaf when the answer has parts."""
    if isinstance(expected, dict):
        pairs = [(expected[k], value[k]) for k in expected if isinstance(value, dict) and k in value]
    elif isinstance(expected, (list, tuple)):
        if not isinstance(value, (list, tuple)) or len(value) != len(expected):
            return None
        pairs = list(zip(expected, value, strict=True))
        if order := _reordered(expected, value, tolerance):
            return order
    else:
        return _explain_array(expected, value, tolerance)
    found = (explain(e, v, tolerance=tolerance) for e, v in pairs if close(e, v, tolerance=tolerance))
    return next((sentence for sentence in found if sentence), None)


def _reordered(expected: Sequence[Any], value: Any, tolerance: Tolerance) -> str | None:
    if not isinstance(value, (list, tuple)) or len(value) != len(expected) or not 2 <= len(value) <= 4:
        return None
    for order in itertools.permutations(range(len(value))):
        if list(order) != sorted(order) and close(list(expected), [value[place] for place in order], tolerance=tolerance) is None:
            return "You return the right things in another order than the one that is asked for."
    return None


def _explain_array(expected: Any, value: Any, tolerance: Tolerance) -> str | None:
    try:
        if np.asarray(value).dtype.kind in "cUSO" or np.asarray(expected).dtype.kind in "cUSO":
            return None  # complex numbers, and text that looks like a number
        if np.asarray(expected).dtype.kind == "b":
            return None
        truth, given = np.asarray(expected, dtype=np.float64), np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None
    if truth.dtype.kind not in "fiu" or truth.size == 0 or (np.ndim(truth) == 0 and truth == 0):
        return None

    def fits(candidate: np.ndarray) -> bool:
        return candidate.shape == truth.shape and close(truth, candidate, tolerance=tolerance) is None

    if given.shape == truth.shape and np.isfinite(given).all() and np.isfinite(truth).all():
        if truth.size > 1 and len(steps := np.unique(given - truth)) == 1 and steps[0] in (1.0, -1.0) and np.all(truth == np.round(truth)):
            return f"Every value is 1 too {'large' if steps[0] > 0 else 'small'}: count from {0 if steps[0] > 0 else 1}."
        if np.ptp(given) or np.ptp(truth):
            for digits in range(2, 7):
                if np.array_equal(np.round(given, digits), given) and np.allclose(np.round(truth, digits), given, rtol=0, atol=1e-12):
                    return f"Your values look rounded to {digits} decimals: return them as they are."
    with np.errstate(all="ignore"):
        for sentence, repair in _REPAIRS.items():
            # One number may agree by chance: 1.5625 for 1.25 is often another formula, and the exponential of 0 is 1.
            by_chance = truth.size == 1 and (repair in (np.sqrt, np.square) or bool(np.isin(given, (0, 1)).all()))
            if not by_chance and (candidate := repair(given)) is not None and fits(candidate):
                return sentence
        return _axes(truth, given, fits) or _factor(truth, given, fits)


def _shifted(array: np.ndarray, by: int) -> np.ndarray | None:
    return np.roll(array, by, axis=0) if array.ndim and array.shape[0] > 2 else None


# What is wrong -> how to put it right.
_REPAIRS: Mapping[str, Callable[[np.ndarray], np.ndarray | None]] = {
    "Your values have the wrong sign.": np.negative,
    "You return the exponential of what is asked for: take the logarithm.": np.log,
    "You return the logarithm of what is asked for: take the exponential.": np.exp,
    "You return the square of what is asked for.": np.sqrt,
    "You return the square root of what is asked for.": np.square,
    "Your logarithms are to base 2: use natural logarithms.": lambda a: a * np.log(2.0),
    "Your logarithms are to base 10: use natural logarithms.": lambda a: a * np.log(10.0),
    "Your values are in reverse order along the first axis.": lambda a: a[::-1] if a.ndim else None,
    "Your values are one step late along the first axis.": lambda a: _shifted(a, -1),
    "Your values are one step early along the first axis.": lambda a: _shifted(a, 1),
}


def _axes(truth: np.ndarray, given: np.ndarray, fits: Callable[[np.ndarray], bool]) -> str | None:
    if truth.ndim == given.ndim == 2 and fits(given.T):
        return "Your answer is transposed: its two axes are swapped."
    for a in range(given.ndim):
        for b in range(a + 1, given.ndim):
            if fits(np.swapaxes(given, a, b)):
                return f"Axes {a} and {b} of your answer are swapped."
    return None


def _factor(truth: np.ndarray, given: np.ndarray, fits: Callable[[np.ndarray], bool]) -> str | None:
    """A constant factor between several values is no accident; for one value any factor would fit."""
    if truth.shape != given.shape:
        return None
    finite = np.isfinite(truth) & np.isfinite(given)
    if np.count_nonzero(truth[finite]) < 2 or np.ptp(truth[finite]) == 0:
        return None
    factor = float(np.vdot(given[finite], truth[finite]) / (np.vdot(given[finite], given[finite]) or np.nan))
    if not np.isfinite(factor) or factor == 0 or abs(factor - 1) < 1e-2 or not fits(given * factor):
        return None
    return f"Every value is {1 / factor:.4g} times what it should be: a constant factor is missing or too many."
