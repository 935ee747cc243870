"""What the graders' commands say in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .assignment import Assignment
from .batch import Mark
from .scorecard import Check, Scorecard
from .submission import Found

console = Console(highlight=False, soft_wrap=True)
NO_MARK = "These are the public checks only; hidden checks are judged when your work is graded."
SIGNS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "skipped": ("–", "yellow"), "ungraded": ("?", "magenta")}


def printable(text: str) -> str:
    """Student text without what a terminal would act on: control characters become visible."""
    return escape("".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text))


def tell_class(marks: Sequence[Mark], found: Found, out: Path) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("student", "assignment", "points", "of", ""):
        table.add_column(column, justify="right" if column in ("points", "of") else "left")
    for mark in marks:
        notes = [f"[magenta]{mark.ungraded} checks ungraded[/]"] if mark.ungraded else []
        notes += [f"{mark.by_hand} to be marked by hand"] if mark.by_hand else []
        table.add_row(printable(mark.student), mark.assignment, f"{mark.points:g}", f"{mark.possible:g}", ", ".join(notes))
    console.print(table)
    for entry in found.not_graded:
        style = "magenta" if entry.serious else "dim"
        console.print(f"[{style}]{'Not graded' if entry.serious else 'Left out'}: {printable(entry.entry)}[/]: {printable(entry.reason)}")
    if any(mark.by_hand for mark in marks):
        console.print(f"\nSome answers wait to be marked by hand: assay mark {escape(str(out))}")
    console.print(f"\nScore sheets: {escape(str(out / 'index.html'))}   Marks: {escape(str(out / 'grades.csv'))}")


def tell_card(card: Scorecard) -> None:
    console.print(f"[bold]{card.title}[/], {card.framework}")
    for note in card.submission.notes:
        console.print(f"  [yellow]While loading:[/] {printable(note)}")
    for task in card.tasks:
        console.print(f"\n[bold]{task.name}[/]  {task.points:g} of {task.possible:g}")
        told: set[str] = set()
        for check in task.checks:
            _tell_check(check, told)
    console.print(f"\n{card.points:g} of {card.possible:g} public points. {NO_MARK}")


def _tell_check(check: Check, told: set[str]) -> None:
    """told: the hints that this task has shown already; nobody reads one three times."""
    sign, colour = SIGNS[check.outcome]
    console.print(f"  [{colour}]{sign} {check.outcome}[/]  {check.title}")
    hint = "The hint above holds here too." if check.hint in told else check.hint
    if check.hint:
        told.add(check.hint)
    for text in (check.rationale, hint):
        if text:
            console.print(f"      {printable(text)}")


def tell_assignment(one: Assignment) -> None:
    console.print(f"[bold]{one.title}[/] ({one.slug}), {one.points:g} points. Slides: {one.slides}")
    if one.summary:
        console.print(one.summary)
    for task in one.tasks:
        console.print(f"\n[bold]{escape(task.entry)}[/]  {task.title}, {task.points:g} points")
        if task.convention:
            console.print(f"  [dim]{escape(task.convention)}[/]")
        for check in task.checks:
            console.print(f"  {check.points:>4g}  {'(hidden) ' if check.hidden else ''}{escape(check.title)}")


def tell_earlier(out: Path, names: set[str]) -> None:
    """Scorecards of other classes or assignments in OUT count on the class page too; somebody may not know."""
    earlier = sorted(path.stem for path in (out / "scorecards").glob("*.json") if path.stem not in names)
    if earlier:
        shown = ", ".join(earlier[:5]) + (", ..." if len(earlier) > 5 else "")
        console.print(
            f"{len(earlier)} more in {escape(str(out))} from earlier runs, which count on the class page and in grades.csv too: "
            f"{printable(shown)}. Delete them, or use another --out, if they do not belong to this class."
        )
