"""All scorecards of a class -> index.html, the page for staff: spread, pass rates, mistakes, what is ungraded, links to the sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from graders.scorecard import Scorecard

from .drawing import EXPECTED, INK, RULE, Drawing
from .names import card_name
from .pages import render
from .summary import Summary, summaries
from .words import SYMBOLS

_STUDENTS_NAMED = 40
_MISTAKES_NAMED = 25


@dataclass(frozen=True)
class Row:
    """One line of the table of students."""

    card: Scorecard
    href: str
    ungraded: int


def render_class_page(cards: Sequence[Scorecard], not_graded: Sequence[dict[str, str]]) -> str:
    """The whole page. not_graded: {"entry": "s005/notes.py", "reason": "..."} for what was handed in and could not be matched or read."""
    ordered = sorted(cards, key=lambda card: (card.student.id.casefold(), card.student.id, card.assignment))
    found = summaries(ordered)
    return render(
        "class_page.html.j2",
        summaries=[(f"a{place}", summary, Markup(_spread(summary, f"a{place}"))) for place, summary in enumerate(found, 1)],
        rows=[_row(card) for card in ordered],
        named=any(card.student.name for card in cards),
        students=len({card.student.id for card in cards}),
        open=[(each, _href(each.card)) for summary in found for each in summary.open],
        not_graded=[_refused(entry) for entry in not_graded],
        symbols=SYMBOLS,
        students_named=_STUDENTS_NAMED,
        mistakes_named=_MISTAKES_NAMED,
    )


def _row(card: Scorecard) -> Row:
    return Row(card, _href(card), sum(check.outcome == "ungraded" for task in card.tasks for check in task.checks))


def _href(card: Scorecard) -> str:
    return f"sheets/{quote(card_name(card))}.html"


def _refused(entry: Mapping[str, object]) -> tuple[str, str]:
    return str(entry.get("entry", "(no name)")), str(entry.get("reason", "no reason was recorded"))


def _spread(summary: Summary, key: str) -> str:
    """Bars: how many complete sheets have 0 to 10 %, 10 to 20 %, ... of the points."""
    drawing = Drawing(440, 132)
    left, bottom, high, step = 6.0, 22.0, 84.0, 42.8
    top = max(summary.bins) or 1
    for place, sheets in enumerate(summary.bins):
        x = left + step * place
        drawing.box(x + 2, bottom, step - 4, high * sheets / top, EXPECTED)
        if sheets:
            drawing.words(x + step / 2, bottom + high * sheets / top + 4, str(sheets), INK, side="center")
    drawing.line([left, left + 10 * step], [bottom, bottom], RULE, linewidth=1)
    for tick in range(0, 11, 2):
        drawing.words(left + step * tick, 8, f"{10 * tick} %", side="left" if tick == 0 else "right" if tick == 10 else "center")
    words = ", ".join(f"{10 * place} to {10 * place + 10} %: {sheets}" for place, sheets in enumerate(summary.bins) if sheets)
    return drawing.svg(key=f"{key}-spread", title=f"Sheets by share of the points. {words or 'None is complete.'}")
