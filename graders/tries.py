"""Training is partly luck: a model that misses a bar is trained again from another seed, as often as its check allows.

The first try that reaches the bar counts, or else the best one. What no seed can help (an exception, too much time, an answer of another
shape) is not tried again. The named mistakes have as many tries when fixtures are built, and miss the bar with all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from . import evidence
from .assignment import Assignment
from .check import Check
from .compare import has_part
from .fixture import Case
from .job import Answer, Call
from .measures import MEASURES

SEED = "seed"
_WORD = ", try "


def best(course: Assignment, check: Check, case: Case, answer_of: Callable[[Case], Answer]) -> tuple[Case, Answer, int]:
    """(the case as it was tried, its answer, how many tries it took)."""
    found = (case, answer_of(case))
    if check.measure is None:
        return *found, 1
    measure, made = MEASURES[check.measure], 1
    most = reached(check, *found)
    while most is not None and not measure.passes(most, check.limit) and made < check.tries:
        made += 1
        other = _other_try(course, case, made)
        answer = answer_of(other)
        number = reached(check, other, answer)
        if number is not None and measure.passes(number, most):  # at least as good as the best before
            most, found = number, (other, answer)
    return *found, made


def has_seed(course: Assignment, case: Case) -> bool:
    """Whether another seed makes another try of it."""
    return any(_reseeded(course, call, 1) is not call for call in case.calls)


def told(rationale: str | None, made: int) -> str | None:
    """Why a check fails, with how often it was tried."""
    return f"{rationale.removesuffix('.')} (the best of {made} trainings, each from another seed)." if rationale else None


def first_name(name: str) -> str:
    """The name of the case that a try is one of."""
    return name.partition(_WORD)[0]


def _other_try(course: Assignment, case: Case, number: int) -> Case:
    """The case with its seeds moved on: number 2 is the second try."""
    return replace(case, name=f"{case.name}{_WORD}{number}", calls=tuple(_reseeded(course, call, number - 1) for call in case.calls))


def _reseeded(course: Assignment, call: Call, further: int) -> Call:
    """The call with its argument `seed` so much larger, where its entry has one."""
    if call.entry not in course.entries or SEED not in course.task(call.entry).arguments:
        return call
    place = course.task(call.entry).arguments.index(SEED)
    positional = tuple(value + further if i == place else value for i, value in enumerate(call.positional))
    named = {name: value + further if name == SEED else value for name, value in call.named.items()}
    return replace(call, positional=positional, named=named)


def reached(check: Check, case: Case, answer: Answer) -> float | None:
    """What an answer reaches; None where it cannot be measured."""
    if answer.status != "returned" or not has_part(answer.value, check.part, case.expected):
        return None
    number = evidence.reached(check, case, answer)
    return number if isinstance(number, float) else None
