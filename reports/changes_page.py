"""What a second grading changed, as a page for staff."""

from __future__ import annotations

from .changes import Changes, cells, rows
from .pages import render
from .words import SYMBOLS

_MOST = 2000  # lines; a page of more is read by nobody


def changes_page(found: Changes, old: str, new: str) -> str:
    """The whole page. old, new: the names of the two folders."""
    lines = [(cells(card, check), check) for card, check in rows(found)]
    checks = sorted({*found.gained, *found.lost}, key=lambda key: -(found.gained[key] + found.lost[key]))
    return render(
        "changes_page.html.j2",
        found=found,
        old=old,
        new=new,
        lines=lines[:_MOST],
        left=len(lines) - len(lines[:_MOST]),
        checks=[(key, found.gained[key], found.lost[key]) for key in checks],
        symbols=SYMBOLS,
    )
