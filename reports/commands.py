"""`assay report OUT`: the sheets, the class page and grades.csv again, from the scorecards that are there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from .errors import ReportError
from .text import count, visible
from .write import check_names, load_cards, load_not_graded, write_class, write_sheet


def report(out: Annotated[Path, typer.Argument(help="The folder that `assay grade` wrote to.", show_default=False)]) -> None:
    """Make the sheets, the class page and grades.csv again from the scorecards in OUT."""
    console = Console(stderr=True)
    try:
        sheets = _report(out, console)
    except ReportError as error:
        console.print(f"[bold red]Error:[/] {escape(visible(error))}", soft_wrap=True)
        raise typer.Exit(1) from None
    console.print(escape(visible(f"{count(sheets, 'sheet')} in {out / 'sheets'}; the class page is {out / 'index.html'}.")), soft_wrap=True)


def _report(out: Path, console: Console) -> int:
    cards, not_graded = load_cards(out), load_not_graded(out)
    check_names(cards)
    for card in track(cards, description="Sheets", console=console, transient=True):
        write_sheet(out, card)
    write_class(out, cards, not_graded)
    return len(cards)
