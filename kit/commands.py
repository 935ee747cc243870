"""The kit's command: `assay pack`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from graders import assignment_file as assignments
from graders.folders import Folders

from .pack import kit, page_of, write

console = Console(highlight=False, soft_wrap=True)


def pack(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="An assignment of `assay list`.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the kit goes.")] = Path("kits"),
) -> None:
    """Pack what the students get: handout, starter files, and the checker with the public checks.

    DIR/SLUG/ and DIR/SLUG.zip hold the same. A student needs Python 3.10 or newer and NumPy, on Linux, macOS or Windows. No hidden check,
    quiz answer or reference code is in it.

    Example:  assay pack hidden_markov_models --out kits
    """
    folders = Folders.of_clone()
    assignment = assignments.load(folders.assignments, slug)
    files = kit(assignment, folders)
    folder, archive = write(files, out, slug)
    size = sum(map(len, files.values()))
    page = page_of(assignment)
    console.print(f"{escape(str(folder))}  {len(files)} files, {size / 1e3:,.0f} kB")
    console.print(f"{escape(str(archive))}  the same, to hand out")
    console.print(
        f"\nPublic: {page.assignment.points:g} of {page.possible:g} points. Try it: python {escape(str(folder / slug))}.pyz "
        f"{escape(str(folder / 'starter.py'))}"
    )
