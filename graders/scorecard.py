"""The scorecard: all that is known of one graded submission, as plain JSON (`assay/scorecard/v1`).

The fields are a contract with every reader of OUT/scorecards; reports/README.md documents each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .job import Status

SCHEMA: Literal["assay/scorecard/v1"] = "assay/scorecard/v1"
Outcome = Literal["passed", "failed", "skipped", "ungraded"]
BY_HAND = "by_hand"  # the evidence of a check that a person marks: its answer and rubric


@dataclass(frozen=True, kw_only=True)
class Check:
    """One judged sentence.

    status: of the answer it was judged on; null when nothing was run (skipped, ungraded).
    rationale: what is wrong, to the student. hint: where to look. mistake: the named mistake that gives this very answer.
    evidence: numbers behind the verdict; expected and yours only for public checks.
    """

    name: str
    title: str
    hidden: bool
    outcome: Outcome
    status: Status | None
    points: float
    possible: float
    rationale: str | None = None
    hint: str | None = None
    mistake: str | None = None
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return isinstance(self.evidence.get(BY_HAND), dict)


@dataclass(frozen=True, kw_only=True)
class Code:
    """The student's source of a task's entry: file ("hmm.py", or "hmm.ipynb cell 4"), first line number, text."""

    file: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """One function or class of the assignment, with its checks. points: the sum of its checks' points."""

    name: str
    title: str
    points: float
    possible: float
    checks: tuple[Check, ...]
    code: Code | None = None


@dataclass(frozen=True, kw_only=True)
class Student:
    id: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class File:
    path: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """The files as graded. notes: what was met while reading and loading them ("cell 4: NameError: name 'x' is not defined")."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """How the scorecard came about: versions, the fixtures' hash, seconds of grading, and the memory that the student's code needed.

    seed: what all generators of random numbers are seeded with before every call.
    basis: a hash of all that the marks depend on (hand-in, assignment, fixtures, Assay's own code, executor, device): as long as it is the
    same, grading again would give the same marks.
    """

    assay: str
    fixtures: str
    python: str
    numpy: str
    torch: str | None = None
    tensorflow: str | None = None
    executor: str
    seconds: float
    memory_mb: int | None = None
    seed: int | None = None
    basis: str | None = None


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """All of one submission. complete: no check is ungraded."""

    schema: Literal["assay/scorecard/v1"] = SCHEMA
    assignment: str
    title: str
    student: Student
    submission: Submission
    device: str
    framework: str
    points: float
    possible: float
    complete: bool
    tasks: tuple[Task, ...]
    made: Made

    @property
    def settled(self) -> bool:
        """Whether grading it again would change nothing: what is ungraded waits for a person."""
        return all(check.outcome != "ungraded" or check.by_hand for task in self.tasks for check in task.checks)
