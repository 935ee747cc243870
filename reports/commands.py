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
from .write import load_not_graded, read_class, write_class, write_sheets


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
    record, not_graded = read_class(out), load_not_graded(out)  # what is wrong with a scorecard shows before anything is written
    for _ in track(write_sheets(out), description="Sheets", total=len(record), console=console, transient=True):
        pass
    write_class(out, record, not_graded)
    return len(record)
