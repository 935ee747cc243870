"""The record of a class -> index.html, the page for staff: spread, pass rates, mistakes, what is ungraded, links to the sheets."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from urllib.parse import quote

from markupsafe import Markup

from .class_record import ClassRecord
from .drawing import EXPECTED, INK, RULE, Drawing
from .pages import pieces
from .summary import OPEN_NAMED, Summary
from .words import SYMBOLS

_STUDENTS_NAMED = 40
_MISTAKES_NAMED = 25
_SLOW_NAMED = 10

# Sorts and filters the table of students. The page is whole without it; its hash is the only script that the page allows.
SCRIPT = (resources.files(__package__) / "templates" / "class_page.js").read_text(encoding="utf-8")


def class_page(record: ClassRecord, not_graded: Sequence[dict[str, str]], missing: Sequence[str] = ()) -> Iterator[str]:
    """The page, piece by piece: a class of thousands is never one text in memory.

    not_graded: {"entry": "s005/notes.py", "reason": "..."} for what was handed in and could not be matched or read.
    missing: who is on the roster and has no sheet.
    """
    rows, found = record.rows, record.summaries
    opened = [one for summary in found for one in summary.open]
    return pieces(
        "class_page.html.j2",
        summaries=[(f"a{place}", summary, Markup(_spread(summary, f"a{place}"))) for place, summary in enumerate(found, 1)],
        slow={summary.assignment: record.slow(summary.assignment)[:_SLOW_NAMED] for summary in found},
        large={summary.assignment: record.large(summary.assignment)[:_SLOW_NAMED] for summary in found},
        missing=missing,
        script=Markup(SCRIPT),
        script_hash=base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode(),
        rows=rows,
        named=any(row.name for row in rows),
        students=len({row.student for row in rows}),
        open=opened[:OPEN_NAMED],
        open_count=len(opened) + sum(summary.unnamed for summary in found),
        by_hand=sum(summary.by_hand for summary in found),
        not_graded=[_refused(entry) for entry in not_graded],
        href=_href,
        symbols=SYMBOLS,
        students_named=_STUDENTS_NAMED,
        mistakes_named=_MISTAKES_NAMED,
    )


def render_class_page(record: ClassRecord, not_graded: Sequence[dict[str, str]], missing: Sequence[str] = ()) -> str:
    """The whole page as one text."""
    return "".join(class_page(record, not_graded, missing))


def _href(sheet: str) -> str:
    return f"sheets/{quote(sheet)}.html"


def _refused(entry: Mapping[str, object]) -> tuple[str, str]:
    return str(entry.get("entry", "(no name)")), str(entry.get("reason", "no reason was recorded"))


def _spread(summary: Summary, key: str) -> str:
    """Bars: how many complete sheets have 0 to 10 %, 10 to 20 %, ... of the points."""
    drawing = Drawing(440, 132)
    left, bottom, high, step = 6.0, 22.0, 84.0, 42.8
    bins = summary.bins
    top = max(bins) or 1
    for place, sheets in enumerate(bins):
        x = left + step * place
        drawing.box(x + 2, bottom, step - 4, high * sheets / top, EXPECTED)
        if sheets:
            drawing.words(x + step / 2, bottom + high * sheets / top + 4, str(sheets), INK, side="center")
    drawing.line([left, left + 10 * step], [bottom, bottom], RULE, linewidth=1)
    for tick in range(0, 11, 2):
        drawing.words(left + step * tick, 8, f"{10 * tick} %", side="left" if tick == 0 else "right" if tick == 10 else "center")
    words = ", ".join(f"{10 * place} to {10 * place + 10} %: {sheets}" for place, sheets in enumerate(bins) if sheets)
    return drawing.svg(key=f"{key}-spread", title=f"Sheets by share of the points. {words or 'None is complete.'}")
