"""`assay report`, `assay export` and `assay compare`: everything that is made from scorecards that are there already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from . import changes as changing
from .changes_page import changes_page
from .errors import ReportError
from .exports import FORMATS
from .exports.class_of import Class
from .roster import NAME as ROSTER
from .roster import parse as parse_roster
from .roster import read_roster
from .text import count, number, visible
from .write import each_card, load_not_graded, put, read_class, write_class, write_sheets

Out = Annotated[Path, typer.Argument(metavar="OUT", help="The folder that `assay grade` wrote to.", show_default=False)]


def report(
    out: Out,
    roster: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Who is in the class: the page then says who is missing.", show_default=False)
    ] = None,
) -> None:
    """Make the sheets, the class page and grades.csv again from the scorecards in OUT.

    --roster is a CSV file as your learning platform exports it; a row is a student's when one of its cells is the name of a hand-in, or an
    e-mail address that begins with it. It is kept as OUT/roster.csv, so that later class pages say who is missing too.
    """
    console = Console(stderr=True)
    try:
        if roster is not None:
            content = roster.read_bytes()
            parse_roster(content, str(roster))
            put(out / ROSTER, [content])
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


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=" | ".join(FORMATS), show_default=False)],
    out: Out,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Write there instead of OUT/exports/FORMAT.", show_default=False)] = None,
    assignment: Annotated[str | None, typer.Option(metavar="SLUG", help="Only this assignment.", show_default=False)] = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Who is in the class, as your system exports it.", show_default=False),
    ] = None,
    facts: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="What only the classroom knows.", show_default=False),
    ] = None,
) -> None:
    """Write the marks in the format of another program.

    csv: one row a submission. canvas, moodle: a file for the import of the gradebook. gradescope: a results.json a submission.
    junit: JUnit XML. classroom50: a result.json (result/v1). github: step summary and annotations. nbgrader: its export columns.

    A submission that is not graded whole has an empty mark, never a zero.

    Example:  assay export canvas out --roster canvas_gradebook.csv
    """
    if format not in FORMATS:
        raise ReportError(f"There is no format `{format}`. Known: {', '.join(FORMATS)}.")
    given = dict(_fact(text) for text in facts or [])
    rows, columns = read_roster(roster) if roster else ([], [])
    class_ = Class(lambda: (card for card in each_card(out) if assignment in (None, card.assignment)), rows, columns, given)
    folder, written = to or out / "exports" / format, 0
    for name, text in FORMATS[format](class_):
        put(folder / name, [text.encode("utf-8")])
        written += 1
    Console(stderr=True).print(escape(visible(f"{count(written, 'file')} in {folder}.")), soft_wrap=True)


def _fact(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise ReportError(f"`{text}` is no KEY=VALUE. Write, for example, --set classroom=advanced-ai-2026")
    return key, value


def compare(
    old: Annotated[Path, typer.Argument(metavar="OUT1", help="The folder of the first grading.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="OUT2", help="The folder of the second one.", show_default=False)],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page there.", show_default=False)] = None,
) -> None:
    """Show what a second grading changed, a student and check at a time, with totals.

    Exit status: 0 nothing changed, 1 something did.

    Example:  assay compare out-before out-after --html changes.html
    """
    found = changing.changes(old, new)
    console = Console(highlight=False, soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    for column in ("student", "assignment", "check", "before", "after", "points"):
        table.add_column(column, justify="right" if column == "points" else "left")
    for card, check in changing.rows(found):
        table.add_row(*(escape(visible(cell)) for cell in changing.cells(card, check)))
    if found.cards:
        console.print(table)
    total = f"{'+' if found.points > 0 else ''}{number(found.points)} points in all"
    console.print(f"{count(len(found.cards), 'submission')} changed, {found.same} did not; {total}.")
    if html is not None:
        put(html, [changes_page(found, str(old), str(new)).encode("utf-8")])
        console.print(escape(f"Written: {html}"))
    raise typer.Exit(1 if found.cards else 0)
