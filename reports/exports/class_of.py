"""What the exports are made of: the scorecards of OUT, a roster, and facts that only the instructor knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.scorecard import Scorecard

from ..errors import ReportError

Row = dict[str, str]


@dataclass(frozen=True)
class Class:
    """each: reads the scorecards one by one, in the order of the class page. roster: the rows of a CSV file, if one was given.

    facts: KEY=VALUE pairs that a format asks for and no scorecard holds ("classroom", "commit").
    """

    each: Callable[[], Iterator[Scorecard]]
    roster: Sequence[Row] = ()
    columns: Sequence[str] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def fact(self, name: str, example: str) -> str:
        """Raises ReportError with the option that gives it."""
        if name not in self.facts:
            raise ReportError(f"This format needs `{name}`, which no scorecard holds. Give it: --set {name}={example}")
        return self.facts[name]


def read_roster(path: Path) -> tuple[list[Row], list[str]]:
    """(rows, column names) of a CSV file with a header; UTF-8, with or without a byte order mark, commas or semicolons."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{path} cannot be read as UTF-8 ({error}). Export the roster again as CSV.") from None
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    columns = [name.strip() for name in reader.fieldnames or []]
    if len(columns) < 2:
        raise ReportError(f"{path} has no header with columns. A roster is a CSV file whose first line names its columns.")
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


def number(value: float, digits: int = 2) -> str:
    """ "17.5", "18": without superfluous zeros."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def written(columns: Sequence[str], rows: Iterator[Sequence[str | float | int]] | Sequence[Sequence[str | float | int]]) -> str:
    """A CSV text with lines that end in CR LF."""
    page = io.StringIO(newline="")
    table = csv.writer(page, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows(rows)
    return page.getvalue()
