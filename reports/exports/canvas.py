"""`canvas`: a gradebook file that Canvas imports (Grades, Import). One column an assignment, one row a student.

With --roster, a gradebook that Canvas exported: its student columns are kept, so that every row is matched by Canvas's own ID, and a column
whose title is the assignment's is filled in (its header carries the number by which Canvas knows it). Without one, students are matched by
SIS Login ID, and the assignment is a new column. A hand-in that is not graded whole has an empty cell, which Canvas leaves as it is.

Sources: canvas-lms, lib/gradebook_exporter.rb and lib/gradebook_importer.rb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graders.scorecard import Scorecard

from ..grades_csv import guarded
from ..roster import Row, student_of
from .class_of import Class, number, written

_STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MATCHED_BY = ("SIS Login ID", "SIS User ID", "ID", "Student")


def export(class_: Class) -> Iterator[tuple[str, str]]:
    marks: dict[str, dict[str, Scorecard]] = {}
    titles: dict[str, tuple[str, float]] = {}
    for card in class_.each():
        marks.setdefault(card.student.id, {})[card.assignment] = card
        titles[card.assignment] = (card.title, card.possible)
    headers = {slug: _header(title, class_.columns) for slug, (title, _) in titles.items()}
    possible = ["    Points Possible", "", "", "", "", *(number(points) for _, points in titles.values())]
    rows = [possible, *_rows(class_, marks, list(titles))]
    yield "canvas.csv", written([*_STUDENT, *headers.values()], rows)


def _header(title: str, columns: Sequence[str]) -> str:
    """The column of a Canvas gradebook that is this assignment's: "Title (1234)"."""
    own = re.compile(rf"{re.escape(title)} \(\d+\)")
    return next((column for column in columns if own.fullmatch(column)), guarded(title))


def _rows(class_: Class, marks: dict[str, dict[str, Scorecard]], slugs: list[str]) -> Iterator[list[str]]:
    if not class_.roster:
        for student, cards in marks.items():
            name = next(iter(cards.values())).student.name or student
            yield [guarded(name), "", "", guarded(student), "", *(_mark(cards.get(slug)) for slug in slugs)]
        return
    for row in class_.roster:
        if _is_student(row):
            found = student_of(row, set(marks), _MATCHED_BY)
            cards = marks.get(found, {}) if found else {}
            yield [*(row.get(column, "") for column in _STUDENT), *(_mark(cards.get(slug)) for slug in slugs)]


def _is_student(row: Row) -> bool:
    first = row.get("Student", "").strip()
    return first not in ("Points Possible", "Manual Posting", "Student, Test") and bool(first or row.get("ID"))


def _mark(card: Scorecard | None) -> str:
    return number(card.points) if card is not None and card.complete else ""
