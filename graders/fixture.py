"""The stored ground truth of an assignment: fixtures/<slug>/{public,hidden}.{json,npz}.

The JSON holds the structure, words and numbers; arrays lie in the npz (no pickles) under the names that {"$array": name} gives.
Public and hidden cases are in separate files, so that a student's kit carries the public pair only. `assay fixtures build` writes
them, with the same bytes every time; nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .compare import Tolerance
from .errors import FixtureError
from .fixture_page import AnswerPage, Arrays, CallPage, CasePage, TaskPage, from_tree, pair_of, to_tree
from .job import Answer, Call, StudentError

VISIBILITIES = ("public", "hidden")
PRECISIONS = ("float64", "float32")


@dataclass(frozen=True)
class Case:
    """One input with its expected output.

    name: "viterbi/slides/0". expected: the right answer. raises: the exception that is the right answer instead.
    tolerance: by precision, "float64" and "float32", and "float32-cuda" for a device of its own. error32: what float32 costs the reference.
    margin: error / tolerance of the nearest mistake. wrong: mistake -> the answer that it gives here, where that differs.
    wrong32: the same of float32, where that is another answer than in float64; None where it is another one with every rounding.
    scores: for a case judged by behaviour, by measure, what the reference and each mistake reached when the fixture was built.
    """

    name: str
    calls: tuple[Call, ...]
    expected: Any = None
    raises: str | None = None
    tolerance: dict[str, Tolerance] = field(default_factory=dict)
    error32: float | None = None
    margin: float | None = None
    wrong: dict[str, Answer] = field(default_factory=dict)
    wrong32: dict[str, Answer | None] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)

    def tolerance_for(self, precision: str, device: str = "cpu") -> Tolerance | None:
        """What is recorded for a precision on a device; where the device has none of its own, for the precision; None where neither is."""
        return self.tolerance.get(f"{precision}-{device}") or self.tolerance.get(precision)

    def wrong_in(self, precision: str) -> Mapping[str, Answer | None]:
        """Mistake -> the answer that it gives in a precision, where that differs; None where rounding decides what it is."""
        return {**self.wrong, **self.wrong32} if precision == "float32" else self.wrong

    @property
    def catches(self) -> list[str]:
        """The mistakes that are seen here, in one precision at least."""
        return sorted({*self.wrong, *self.wrong32})


@dataclass(frozen=True)
class TaskFixture:
    """The groups of cases of one task, the convention in words, and the hints of its mistakes.

    explanations: check -> what the student reads after grading, whatever the outcome.
    """

    convention: str = ""
    source: str = ""
    groups: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fixture:
    """All ground truth of one assignment. sha256: of the files it was read from. remedy: what to run when it does not fit."""

    slug: str
    tasks: dict[str, TaskFixture]
    sha256: str = ""
    remedy: str = ""

    def cases(self, task: str, group: str) -> tuple[Case, ...]:
        try:
            return self.tasks[task].groups[group]
        except KeyError:
            remedy = self.remedy or f"Run `assay fixtures build {self.slug}`."
            raise FixtureError(f"The fixtures of `{self.slug}` have no cases `{group}` of `{task}`. {remedy}") from None

    def hints(self, task: str) -> dict[str, str]:
        return self.tasks[task].hints if task in self.tasks else {}

    def explanation(self, task: str, check: str) -> str | None:
        return self.tasks[task].explanations.get(check) if task in self.tasks else None


def tasks_of(pages: Mapping[str, TaskPage], arrays: Arrays) -> dict[str, TaskFixture]:
    """The tasks that a JSON and npz pair holds. Raises ValueError, TypeError or RecursionError where it is no fixture."""
    return {name: _task_from(name, page, arrays) for name, page in pages.items()}


def files_of(fixture: Fixture, visibility: str, made_with: dict[str, str]) -> dict[str, bytes]:
    """The bytes of one JSON and npz pair, the same every time. Writes nothing."""
    arrays: Arrays = {}
    tasks = {name: _task_to(task, arrays) for name, task in fixture.tasks.items()}
    page, data = pair_of({"assignment": fixture.slug, "visibility": visibility, "made_with": made_with}, tasks, arrays)
    return {f"{visibility}.json": page, f"{visibility}.npz": data}


# ---- nouns <-> JSON ----


def _task_to(task: TaskFixture, arrays: Arrays) -> dict[str, Any]:
    groups = {name: [_case_to(case, arrays) for case in cases] for name, cases in task.groups.items()}
    page = {"convention": task.convention, "source": task.source, "mistakes": task.hints, "groups": groups}
    return {**page, "explanations": task.explanations} if task.explanations else page


def _task_from(name: str, page: TaskPage, arrays: Arrays) -> TaskFixture:
    groups = {}
    for group, cases in page.groups.items():
        groups[group] = tuple(_case_from(case, arrays) for case in cases)
        if [case.name for case in cases] != [f"{name}/{group}/{i}" for i in range(len(cases))]:
            raise ValueError(f"the cases of `{name}.{group}` have the names of others")
    return TaskFixture(page.convention, page.source, groups, page.mistakes, page.explanations)


def _case_to(case: Case, arrays: Arrays) -> dict[str, Any]:
    def tree(value: Any, label: str) -> Any:
        return to_tree(value, arrays, f"{case.name}/{label}")

    def answered(answer: Answer, label: str) -> dict[str, Any]:
        return {"status": answer.status, "value": tree(answer.value, label), "error": answer.error.type if answer.error else None}

    page: dict[str, Any] = {"name": case.name, "catches": case.catches}
    page["calls"] = [
        {
            "entry": call.entry,
            "positional": [tree(value, f"{i}.{j}") for j, value in enumerate(call.positional)],
            "named": {name: tree(value, f"{i}.{name}") for name, value in call.named.items()},
            "keep": call.keep,
        }
        for i, call in enumerate(case.calls)
    ]
    page["expected"] = tree(case.expected, "expected")
    page["raises"] = case.raises
    page["tolerance"] = {precision: tolerance.rtol for precision, tolerance in case.tolerance.items()}
    if own := {precision: tolerance.own for precision, tolerance in case.tolerance.items() if tolerance.own is not None}:
        page["own"] = own
    page["error32"], page["margin"], page["scores"] = case.error32, case.margin, case.scores
    page["wrong"] = {name: answered(answer, f"wrong/{name}") for name, answer in case.wrong.items()}
    if case.wrong32:
        page["wrong32"] = {name: answered(answer, f"wrong32/{name}") if answer else None for name, answer in case.wrong32.items()}
    return page


def _case_from(page: CasePage, arrays: Arrays) -> Case:
    def call(item: CallPage) -> Call:
        named = {name: from_tree(value, arrays) for name, value in item.named.items()}
        return Call(item.entry, tuple(from_tree(value, arrays) for value in item.positional), named, item.keep)

    def answer(item: AnswerPage) -> Answer:
        error = StudentError(item.error, "") if item.error else None
        return Answer(item.status, value=from_tree(item.value, arrays), error=error)

    return Case(
        name=page.name,
        calls=tuple(call(item) for item in page.calls),
        expected=from_tree(page.expected, arrays),
        raises=page.raises,
        tolerance={precision: Tolerance(rtol=rtol, own=page.own.get(precision)) for precision, rtol in page.tolerance.items()},
        error32=page.error32,
        margin=page.margin,
        wrong={name: answer(item) for name, item in page.wrong.items()},
        wrong32={name: answer(item) if item else None for name, item in page.wrong32.items()},
        scores=page.scores,
    )
