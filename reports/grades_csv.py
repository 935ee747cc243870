"""The record of a class -> grades.csv: one row a student and assignment, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math

from .class_record import ClassRecord, Row
from .text import visible

COLUMNS = ("student", "name", "assignment", "points", "possible", "percent", "complete", "ungraded")
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def render_csv(record: ClassRecord) -> str:
    """The text of grades.csv, sorted by student and assignment. Lines end in CR LF; whoever writes the file adds the byte order mark."""
    page = io.StringIO(newline="")
    rows = csv.writer(page, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows(_cells(row) for row in sorted(record.rows, key=lambda row: (row.student, row.assignment)))
    return page.getvalue()


def _cells(row: Row) -> list[str | float | int]:
    return [
        guarded(row.student),
        guarded(row.name or ""),
        guarded(row.assignment),
        _number(row.points),
        _number(row.possible),
        _number(100 * row.points / row.possible) if row.possible > 0 else "",
        "yes" if row.complete else "no",
        row.ungraded,
    ]


def guarded(cell: str) -> str:
    """The text of a cell on one line, with a ' in front where a spreadsheet would take it for a formula."""
    formula = cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)
    flat = visible(cell).replace("\n", "␊").replace("\t", "␉")
    return f"'{flat}" if formula else flat


def _number(value: float) -> float | str:
    return round(value, 4) if math.isfinite(value) else ""
