"""Scorecards -> grades.csv: one row a student and assignment, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from graders.scorecard import Scorecard

from .text import visible

COLUMNS = ("student", "name", "assignment", "points", "possible", "percent", "complete", "ungraded")
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def render_csv(cards: Sequence[Scorecard]) -> str:
    """The text of grades.csv, sorted by student and assignment. Lines end in CR LF; whoever writes the file adds the byte order mark."""
    page = io.StringIO(newline="")
    rows = csv.writer(page, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(card) for card in sorted(cards, key=lambda card: (card.student.id, card.assignment)))
    return page.getvalue()


def _row(card: Scorecard) -> list[str | float | int]:
    ungraded = sum(check.outcome == "ungraded" for task in card.tasks for check in task.checks)
    return [
        guarded(card.student.id),
        guarded(card.student.name or ""),
        guarded(card.assignment),
        _number(card.points),
        _number(card.possible),
        _number(100 * card.points / card.possible) if card.possible > 0 else "",
        "yes" if card.complete else "no",
        ungraded,
    ]


def guarded(cell: str) -> str:
    """The text of a cell on one line, with a ' in front where a spreadsheet would take it for a formula."""
    formula = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    flat = visible(cell).replace("\n", "␊").replace("\t", "␉")
    return f"'{flat}" if formula else flat


def _number(value: float) -> float | str:
    return round(value, 4) if math.isfinite(value) else ""
