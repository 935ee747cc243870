"""The scorecard: all that is known of one graded submission, as plain JSON (`assay/scorecard/v1`).

The fields are a contract with every reader of OUT/scorecards; reports/README.md documents each.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .job import Status

SCHEMA: Literal["assay/scorecard/v1"] = "assay/scorecard/v1"
Outcome = Literal["passed", "failed", "skipped", "ungraded"]
BY_HAND = "by_hand"  # the evidence of a check that a person marks: its answer and rubric


class Plain(BaseModel):
    """Frozen data without surprises: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Check(Plain):
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
    evidence: dict[str, Any] = Field(default_factory=dict)

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return isinstance(self.evidence.get(BY_HAND), dict)


class Code(Plain):
    """The student's source of a task's entry: file ("hmm.py", or "hmm.ipynb cell 4"), first line number, text."""

    file: str
    line: int
    text: str


class Task(Plain):
    """One function or class of the assignment, with its checks. points: the sum of its checks' points."""

    name: str
    title: str
    points: float
    possible: float
    checks: tuple[Check, ...]
    code: Code | None = None


class Student(Plain):
    id: str
    name: str | None = None


class File(Plain):
    path: str
    sha256: str


class Submission(Plain):
    """The files as graded. notes: what was met while reading and loading them ("cell 4: NameError: name 'x' is not defined")."""

    files: tuple[File, ...]
    notes: tuple[str, ...] = ()


class Made(Plain):
    """How the scorecard came about: versions, the fixtures' hash, seconds of grading.

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
    basis: str | None = None


class Scorecard(Plain):
    """All of one submission. complete: no check is ungraded."""

    schema_: Literal["assay/scorecard/v1"] = Field(default=SCHEMA, alias="schema")
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

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @property
    def settled(self) -> bool:
        """Whether grading it again would change nothing: what is ungraded waits for a person."""
        return all(check.outcome != "ungraded" or check.by_hand for task in self.tasks for check in task.checks)

    def to_json(self) -> str:
        return self.model_dump_json(indent=1, by_alias=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Scorecard:
        return cls.model_validate_json(text)
