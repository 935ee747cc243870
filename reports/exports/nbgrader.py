"""`nbgrader`: the columns of `nbgrader export`, for scripts that read them.

Source: nbgrader/plugins/export.py. There is no late penalty here, and no date; a hand-in that is not graded whole has no score.
"""

from __future__ import annotations

from collections.abc import Iterator

from graders.scorecard import Scorecard

from ..grades_csv import guarded
from .class_of import Class, number, written

COLUMNS = [
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
]


def export(class_: Class) -> Iterator[tuple[str, str]]:
    yield "grades.csv", written(COLUMNS, (_row(card) for card in class_.each()))


def _row(card: Scorecard) -> list[str]:
    first, _, last = (card.student.name or "").rpartition(" ")
    score = number(card.points, 4) if card.complete else ""
    who = [guarded(card.student.id), guarded(last), guarded(first), ""]
    return [card.assignment, "", "", *who, score, "0.0", score, number(card.possible, 4)]
