"""What the exports are made of: the scorecards of OUT, a roster, and facts that only the instructor knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graders.scorecard import Scorecard

from ..errors import ReportError
from ..roster import Row


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
