"""Marks that a person gives: OUT/marks/STUDENT--SLUG.json, beside the scorecards, so that grading again keeps them.

A mark belongs to the text that was marked. If the student hands in another text, the mark waits in its file and the answer is to be
marked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge
from pydantic import ValidationError

from .checked import json_of, read_json
from .errors import OutputError
from .files import write_whole
from .scorecard import BY_HAND, Check, Scorecard, Task


@dataclass(frozen=True, kw_only=True)
class HandMark:
    """Points for one criterion. answer: the SHA-256 of the text that was marked."""

    points: Annotated[float, Ge(0)]
    comment: str = ""
    answer: str


@dataclass(frozen=True, kw_only=True)
class Marks:
    """All marks of one submission: "short_answers.bias" -> mark."""

    schema: Literal["assay/marks/v1"] = "assay/marks/v1"
    marks: dict[str, HandMark] = field(default_factory=dict)


def path_of(out: Path, name: str) -> Path:
    return out / "marks" / f"{name}.json"


def load(out: Path, name: str) -> Marks:
    """The marks of one submission; none where there is no file. Raises OutputError: a spoiled file must not lose anybody's marks."""
    path = path_of(out, name)
    try:
        return read_json(Marks, path.read_bytes()) if path.exists() else Marks()
    except (OSError, ValidationError) as error:
        said = error.strerror if isinstance(error, OSError) else error.errors()[0]["msg"]
        raise OutputError(f"{path} cannot be read ({said}). Mend the file, or delete it and mark these answers again.") from None


def save(out: Path, name: str, marks: Marks) -> None:
    write_whole(path_of(out, name), json_of(marks))


def fingerprint(check: Check) -> str:
    """Of the text that is marked."""
    answer = check.evidence[BY_HAND].get("answer")
    return hashlib.sha256((answer or "").encode("utf-8", "surrogatepass")).hexdigest()


def waiting(card: Scorecard) -> Iterator[tuple[Task, Check]]:
    """What of a scorecard is still to be marked."""
    return ((task, check) for task in card.tasks for check in task.checks if check.by_hand and check.outcome == "ungraded")


def applied(card: Scorecard, marks: Marks) -> Scorecard:
    """The scorecard with the marks that were given for these very texts."""
    tasks = tuple(_marked(task, marks) for task in card.tasks)
    complete = all(check.outcome != "ungraded" for task in tasks for check in task.checks)
    return replace(card, tasks=tasks, points=sum(task.points for task in tasks), complete=complete)


def _marked(task: Task, marks: Marks) -> Task:
    checks = tuple(_check(check, marks.marks.get(f"{task.name}.{check.name}")) if check.by_hand else check for check in task.checks)
    return replace(task, checks=checks, points=sum(check.points for check in checks))


def _check(check: Check, mark: HandMark | None) -> Check:
    update: dict[str, Any]
    if mark is None:
        return check
    if mark.answer != fingerprint(check):
        said = f"This answer is marked by hand. It has changed since it got {mark.points:g} of {check.possible:g} points."
        update = {"outcome": "ungraded", "points": 0.0, "rationale": said}
    else:
        points = min(mark.points, check.possible)
        outcome = "passed" if points == check.possible else "failed"
        update = {"outcome": outcome, "points": points, "rationale": mark.comment or None}
    return replace(check, **update)
