"""Who is in the class: a CSV file with a header, as a learning platform exports it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from .errors import ReportError

NAME = "roster.csv"  # in OUT, so that every later class page says who is missing
_HEADS = ("student", "points possible", "manual posting")  # rows of a Canvas gradebook that are nobody

Row = dict[str, str]


def read_roster(path: Path) -> tuple[list[Row], list[str]]:
    """(rows, column names) of a CSV file with a header: UTF-8, with or without a byte order mark, commas or semicolons.

    Raises ReportError.
    """
    try:
        return parse(path.read_bytes(), str(path))
    except OSError as error:
        raise ReportError(f"{path} cannot be read ({error.strerror}). Check the path and its rights.") from None


def parse(content: bytes, name: str) -> tuple[list[Row], list[str]]:
    """The same of a file's content. Raises ReportError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportError(f"{name} is not UTF-8. Export the roster again as CSV (UTF-8).") from None
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    columns = [name.strip() for name in reader.fieldnames or []]
    if len(columns) < 2:
        raise ReportError(f"{name} has no header with columns. A roster is a CSV file whose first line names its columns.")
    rows = [{(key or "").strip(): (value or "") for key, value in row.items() if isinstance(value, str)} for row in reader]
    return [row for row in rows if any(row.values())], columns


def student_of(row: Row, known: frozenset[str] | set[str], columns: Sequence[str]) -> str | None:
    """The one student that a row of a roster is about: whose id stands in one of these columns, or is the part of it before an @."""
    for column in columns:
        value = row.get(column, "").strip()
        for candidate in (value, value.split("@")[0]):
            if candidate and candidate in known:
                return candidate
    return None


def missing(path: Path, known: set[str]) -> list[str]:
    """Everybody of a roster without a sheet, by what stands first in the row; nobody where there is no roster. Raises ReportError."""
    if not path.exists():
        return []
    rows, columns = read_roster(path)
    return [
        _called(row, columns) for row in rows if student_of(row, known, columns) is None and _called(row, columns).lower() not in _HEADS
    ]


def _called(row: Row, columns: Sequence[str]) -> str:
    return next((row[column].strip() for column in columns if row.get(column, "").strip()), "")
