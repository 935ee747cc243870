"""`csv`: grades.csv, one row a student and assignment, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from ..class_record import ClassRecord
from ..grades_csv import render_csv
from .class_of import Class


def export(class_: Class) -> Iterator[tuple[str, str]]:
    yield "grades.csv", "\ufeff" + render_csv(ClassRecord(class_.each()))
