"""`moodle`: a file for Moodle's grade import (Grades, Import, CSV file), one a class.

Identify the user by `username` or `idnumber`, whichever your site uses for the names of hand-ins; then map each assignment's column to its
grade item and the column after it to "Feedback for" that item, in the same import: Moodle loses the grades otherwise. With --roster (a
participants list, or for hand-ins downloaded from Moodle the assignment's grading worksheet), e-mail addresses come from there: identify
the user by them. A hand-in that is not graded whole has `-`, which Moodle leaves out.

Source: docs.moodle.org, "Grade import".
"""

from __future__ import annotations

from collections.abc import Iterator

from graders.scorecard import Scorecard

from ..advice import first_steps
from ..grades_csv import guarded
from ..roster import student_of
from .class_of import Class, number, written

_MATCHED_BY = ("username", "Username", "ID number", "idnumber", "Email address", "email", "Identifier")


def export(class_: Class) -> Iterator[tuple[str, str]]:
    marks: dict[str, dict[str, tuple[str, str]]] = {}
    titles: dict[str, str] = {}
    for card in class_.each():
        marks.setdefault(card.student.id, {})[card.assignment] = (_mark(card), _feedback(card))
        titles[card.assignment] = card.title
    addresses: dict[str, str] = {}
    for row in class_.roster:
        if found := student_of(row, set(marks), _MATCHED_BY):
            addresses[found] = row.get("Email address", row.get("email", ""))
    columns = [text for title in titles.values() for text in (guarded(title), guarded(f"{title} (feedback)"))]
    rows = [
        [guarded(student), guarded(student), guarded(addresses.get(student, "")), *_cells(cards, list(titles))]
        for student, cards in marks.items()
    ]
    yield "moodle.csv", written(["username", "idnumber", "email", *columns], rows)


def _cells(cards: dict[str, tuple[str, str]], slugs: list[str]) -> list[str]:
    return [cell for slug in slugs for cell in cards.get(slug, ("-", ""))]


def _mark(card: Scorecard) -> str:
    return number(card.points) if card.complete else "-"


def _feedback(card: Scorecard) -> str:
    """One line: the points, and what to mend first."""
    if not card.complete:
        return guarded("Not graded whole yet; nothing that is open counts as zero.")
    steps = [f"{step.task.title}: {step.check.title}" for step in first_steps(card)]
    return guarded(f"{number(card.points)} of {number(card.possible)} points." + (f" Mend first: {'; '.join(steps)}." if steps else ""))
