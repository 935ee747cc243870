"""Findings on the terminal: tables, and the goals with what was measured."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .goals import Findings, Goal, spread


def show_findings(console: Console, found: Findings) -> None:
    for title, columns, rows in found.tables:
        console.print(f"\n[bold]{escape(title)}[/]")
        console.print(_table(columns, rows))
    for sentence in found.sentences:
        console.print(sentence, style="dim")


def show_goals(console: Console, goals: list[Goal]) -> None:
    if not goals:
        return
    rows = []
    for goal in goals:
        bound = f"{'>=' if goal.least else '<='} {goal.limit:g}"
        seen = spread(goal.measured, 1, 1) if len(goal.measured) > 1 else ""
        rows.append([goal.what, f"{goal.median:,.1f}", seen, bound, goal.unit, _said(goal)])
    console.print("\n[bold]Goals[/]")
    console.print(_table(["what", "measured", "range", "goal", "", ""], rows, words=(0, 4, 5)))


def _said(goal: Goal) -> str:
    word = "[green]reached[/]" if goal.reached else "[red]missed[/]"
    return word if goal.clear else f"{word}, not in every round"


def _table(columns: list[str], rows: list[list[str]], words: tuple[int, ...] = (0,)) -> Table:
    table = Table(box=None, pad_edge=False)
    for place, column in enumerate(columns):
        left = place in words or column in ("grader", "executor")
        table.add_column(escape(column), justify="left" if left else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
