"""The kit's command: `assay pack`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from graders import assignment_file as assignments
from graders.errors import OutputError
from graders.files import write_whole
from graders.folders import Folders

from . import gradescope as autograders
from .pack import kit, page_of, write, zipped

console = Console(highlight=False, soft_wrap=True)


def pack(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="An assignment of `assay list`.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the kit goes.")] = Path("kits"),
    gradescope: Annotated[bool, typer.Option("--gradescope", help="Pack an autograder for Gradescope instead.")] = False,
    hidden: Annotated[
        bool, typer.Option("--hidden", help="With --gradescope: grade the hidden checks too, in the sandbox. For staff only.")
    ] = False,
    fixtures: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --hidden: your course's own fixtures.", show_default=False)
    ] = None,
) -> None:
    """Pack what the students get: handout, starter files, and the checker with the public checks.

    DIR/SLUG/ and DIR/SLUG.zip hold the same. A student needs Python 3.10 or newer and NumPy, on Linux, macOS or Windows. No hidden check,
    quiz answer or reference code is in it.

    With --gradescope, DIR/SLUG-gradescope.zip is an autograder to upload there. It has two kinds. Without --hidden it is the kit's checker
    with the public checks, and student code runs beside it: feedback, no proof. With --hidden it is Assay itself with all checks, and
    student code runs in the sandbox; where Gradescope's container lets no sandbox be made, work stays ungraded and the page says why.

    Example:  assay pack hidden_markov_models --out kits
    """
    if (hidden and not gradescope) or (fixtures and not hidden):
        raise OutputError(
            "--hidden goes with --gradescope, and --fixtures with --hidden: students get no hidden check. Add what is missing."
        )
    if gradescope:
        _pack_autograder(slug, out, hidden=hidden, fixtures=fixtures)
        return
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


def _pack_autograder(slug: str, out: Path, *, hidden: bool, fixtures: Path | None) -> None:
    folders = Folders.of_clone(fixtures)
    assignment = assignments.load(folders.assignments, slug)
    made = autograders.hidden if hidden else autograders.public
    archive, possible = out / f"{slug}-gradescope.zip", assignment.points if hidden else page_of(assignment).assignment.points
    data = zipped(made(assignment, folders))
    write_whole(archive, data)
    console.print(
        f"{escape(str(archive))}  {len(data) / 1e3:,.0f} kB, to upload as the autograder; give the assignment {possible:g} points"
    )
    if hidden:
        own = "" if fixtures else " They are the demo set, which is public: `assay fixtures build --seed SECRET --to DIR` makes your own."
        console.print(f"The hidden checks are in it: hand it to nobody.{own}")
    else:
        console.print("Public checks only, and student code runs beside the checker: feedback, no proof. --hidden grades for marks.")
