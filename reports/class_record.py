"""What the class page and grades.csv need of a class: a short row a scorecard, and counts. Scorecards come one at a time; none is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from graders.scorecard import Scorecard, Task

from .errors import ReportError
from .names import card_name
from .summary import Summary

SLOW = 5  # times the median
LARGE, LARGE_MB = 5, 100  # times the median of memory, and so many MB more

Value = TypeVar("Value", str, "TaskPoints")


class TaskPoints(NamedTuple):
    """The points of one task, of one student."""

    title: str
    points: float
    possible: float


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one scorecard. sheet: the name of its sheet.

    ungraded: how many of its checks are; by_hand: how many of these wait for a person.
    """

    sheet: str
    student: str
    name: str | None
    assignment: str
    title: str
    points: float
    possible: float
    complete: bool
    ungraded: int
    by_hand: int
    seconds: float
    memory_mb: int
    tasks: tuple[TaskPoints, ...]


class ClassRecord:
    """Rows and counts of all scorecards that were added. Texts that many rows have are kept once."""

    def __init__(self, cards: Iterable[Scorecard] = ()) -> None:
        self._rows: dict[str, Row] = {}
        self._summaries: dict[str, Summary] = {}
        self._known: dict[Any, Any] = {}
        for card in cards:
            self.add(card)

    def add(self, card: Scorecard) -> None:
        """Raises ReportError for a second scorecard of one student and one assignment: one sheet would overwrite the other."""
        sheet = card_name(card)
        if sheet in self._rows:
            raise ReportError(f"Two scorecards are for {sheet}. Keep one of them here, and move the other to an OUT folder of its own.")
        self._rows[sheet] = self._row(card, sheet)
        self._summaries.setdefault(card.assignment, Summary(card.assignment, card.title)).add(card, sheet)

    def _row(self, card: Scorecard, sheet: str) -> Row:
        return Row(
            sheet=sheet,
            student=card.student.id,
            name=card.student.name,
            assignment=self._once(card.assignment),
            title=self._once(card.title),
            points=card.points,
            possible=card.possible,
            complete=card.complete,
            ungraded=sum(check.outcome == "ungraded" for task in card.tasks for check in task.checks),
            by_hand=sum(check.outcome == "ungraded" and check.by_hand for task in card.tasks for check in task.checks),
            seconds=card.made.seconds if math.isfinite(card.made.seconds) else 0.0,
            memory_mb=card.made.memory_mb or 0,
            tasks=tuple(self._once(self._points(task)) for task in card.tasks),
        )

    def _points(self, task: Task) -> TaskPoints:
        return TaskPoints(self._once(task.title), task.points, task.possible)

    def _once(self, value: Value) -> Value:
        """The value that was there first, where an equal one was."""
        known: Value = self._known.setdefault(value, value)
        return known

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def rows(self) -> list[Row]:
        """In the order of the class page: by student, then assignment."""
        return sorted(self._rows.values(), key=lambda row: (row.student.casefold(), row.student, row.assignment))

    def slow(self, assignment: str) -> list[Row]:
        """The sheets of an assignment that took far longer than the others: more than SLOW medians and a second more; the slowest first."""
        rows = sorted((row for row in self._rows.values() if row.assignment == assignment), key=lambda row: -row.seconds)
        median = rows[len(rows) // 2].seconds if rows else 0.0
        return [row for row in rows if row.seconds > max(SLOW * median, median + 1)]

    def large(self, assignment: str) -> list[Row]:
        """The sheets of an assignment whose code needed far more memory than that of the others; the largest first."""
        rows = sorted((row for row in self._rows.values() if row.assignment == assignment), key=lambda row: -row.memory_mb)
        median = rows[len(rows) // 2].memory_mb if rows else 0
        return [row for row in rows if row.memory_mb > max(LARGE * median, median + LARGE_MB)]

    @property
    def summaries(self) -> list[Summary]:
        """One an assignment, in the order of their names."""
        return [self._summaries[slug] for slug in sorted(self._summaries)]
