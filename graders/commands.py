"""The graders' commands: `assay grade`, `assay check`, `assay list`, `assay show`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from . import assignment_file as assignments
from . import fixture_file as fixtures
from . import layouts
from . import submission as submissions_
from .batch import Desk, Mark, Pages, basis, check_writable, grade_all, known_cards, write_not_graded
from .course import Course
from .errors import AssignmentError, GraderError, OutputError
from .executors import executor as executor_of
from .executors.doctor import diagnosis
from .files import check_output, write_whole
from .folders import Folders
from .grade import grade
from .job import Executor
from .layouts import LayoutName
from .scorecard import Scorecard
from .scorecard_file import to_json
from .terminal import NO_MARK, console, printable, tell_assignment, tell_card, tell_class, tell_earlier


class Reports(Pages, Protocol):
    """What the commands need of the reports room; assay.py hands it in, since the graders know nothing of reports."""

    def write_class(self, out: Path) -> None: ...
    def sheet(self, card: Scorecard, remark: str = "") -> str: ...
    def junit(self, card: Scorecard) -> str: ...


class Device(StrEnum):
    cpu = "cpu"
    cuda = "cuda"
    all = "all"


class Kind(StrEnum):
    sandbox = "sandbox"
    local = "local"
    container = "container"


Slug = Annotated[
    str | None, typer.Option("--assignment", metavar="SLUG", help="The assignment; `assay list` shows them.", show_default=False)
]
_Class = tuple[submissions_.Found, dict[str, Course]]
FixturesDir = Annotated[
    Path | None, typer.Option("--fixtures", metavar="DIR", help="Your course's own fixtures instead of the demo set.", show_default=False)
]


def register(app: typer.Typer, reports: Reports) -> None:
    """Add the commands of this room to the program."""

    @app.command(name="grade")
    def _grade(
        submissions: Annotated[Path, typer.Argument(metavar="SUBMISSIONS", help="A class folder, or a download.", show_default=False)],
        assignment: Slug = None,
        out: Annotated[Path, typer.Option(metavar="OUT", help="Where scorecards, sheets and the class page go.")] = Path("out"),
        device: Annotated[
            Device, typer.Option(help="What PyTorch submissions run on; `all`: both, side by side. Others run on the CPU.")
        ] = Device.cpu,
        jobs: Annotated[
            int | None, typer.Option(min=1, metavar="N", help="Submissions at a time; the number of cores without it.", show_default=False)
        ] = None,
        executor: Annotated[
            Kind, typer.Option(help="Where student code runs. `local` does not isolate it: only for code that you trust.")
        ] = Kind.sandbox,
        public_only: Annotated[bool, typer.Option("--public-only", help="Leave the hidden checks out.")] = False,
        fixtures: FixturesDir = None,
        layout: Annotated[LayoutName, typer.Option(help=layouts.HELP)] = LayoutName.auto,
        force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already and unchanged.")] = False,
        keep_notebooks: Annotated[
            bool, typer.Option("--keep-notebooks", help="Keep the executed copy of every notebook in OUT/notebooks.")
        ] = False,
    ) -> None:
        """Grade a class.

        SUBMISSIONS is a folder. Each entry is a student: STUDENT.py, STUDENT.ipynb, STUDENT.zip, or STUDENT/ holding files named after
        assignments (hidden_markov_models.ipynb). Without --assignment, a file is matched by its name, or by the functions it defines.
        Or it is a course folder of nbgrader, or what Canvas, Moodle or Gradescope give to download, as a zip or unpacked.

        OUT gets scorecards/STUDENT--SLUG.json, sheets/STUDENT--SLUG.html, index.html and grades.csv. A second run goes on where the first
        one stopped: what is graded and unchanged (hand-in, assignment, fixtures, Assay itself) is not graded again.

        Exit status: 0 all graded, 2 something is ungraded (never counted as zero), 1 the command was used wrongly.

        Example:  assay grade class/ --assignment hidden_markov_models --out out
        """
        found, courses = _class(submissions, layout, out, Folders.of_clone(fixtures), assignment, public_only)
        if found.told:
            console.print(printable(found.told))
        where = executor_of(executor.value, hide=(fixtures,) if fixtures else ())
        where.prove("cuda" if device is Device.all else device.value, notebooks=any(one.is_notebook for one in found.submissions))
        check_writable(out)
        if executor is Kind.local:
            console.print("[yellow]The local executor does not isolate student code. Marks need --executor sandbox.[/]")
        todo = {basis(one, courses[one.slug], where.name, device.value): one for one in found.submissions}
        desk, students = Desk(out, reports, keeps_notebooks=keep_notebooks), len(todo)
        marks = [] if force else list(_kept(todo, desk))
        if marks:
            console.print(f"{len(marks)} of {students} are graded already and unchanged; --force grades them again.")
        marks += _with_progress(list(todo.values()), courses, where, device.value, jobs or os.cpu_count() or 1, desk)
        write_not_graded(out, found.not_graded)
        tell_earlier(out, {mark.name for mark in marks})
        with console.status("Writing the class page"), desk.patient():
            reports.write_class(out)
        tell_class(sorted(marks), found, out)
        if desk.fault is not None:
            console.print(f"A page could not be written; the marks are all there. `assay report {escape(str(out))}` makes the pages again.")
            raise desk.fault
        if any(not mark.complete for mark in marks) or any(entry.serious for entry in found.not_graded):
            raise typer.Exit(2)

    @app.command(name="check")
    def _check(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="Your .py, .ipynb or .zip file, or its folder.", show_default=False)],
        assignment: Slug = None,
        json: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the scorecard there.", show_default=False)] = None,
        junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write JUnit XML there, for CI.", show_default=False)] = None,
        html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the score sheet there.", show_default=False)] = None,
    ) -> None:
        """Check your own work: the public checks, with hints.

        Your code runs on your own machine, without isolation and without the hidden checks, so this is no mark.

        Exit status: 0 all passed, 1 some failed, 2 something could not be checked.

        Example:  assay check hmm.ipynb
        """
        folders = Folders.of_clone()
        known = _known(folders)
        if assignment is not None:
            assignments.load(folders.assignments, assignment)
        handed = submissions_.of_file(file, known, assignment)
        course = _course(folders, handed.slug, public_only=True)
        for path in (json, junit, html):
            if path is not None:
                check_output(path)
        where = executor_of("local")
        with console.status(f"Checking {escape(str(file))} against {handed.slug}"):
            card = grade(handed, course, where)
        tell_card(card)
        def sheet() -> str:
            return reports.sheet(card, NO_MARK)

        for path, text in ((json, lambda: to_json(card)), (junit, lambda: reports.junit(card)), (html, sheet)):
            if path is not None:
                write_whole(path, text())
                console.print(f"Written: {escape(str(path))}")
        outcomes = {check.outcome for task in card.tasks for check in task.checks}
        raise typer.Exit(2 if "ungraded" in outcomes else 1 if outcomes & {"failed", "skipped"} else 0)

    @app.command(name="doctor")
    def _doctor() -> None:
        """Show whether submissions can be graded for marks here: the sandbox's own escape attempts, limits in force, versions.

        Exit status: 0 they can, 1 they cannot; then it says what to do.
        """
        ok = True
        for what, found in diagnosis():
            bad = isinstance(found, GraderError)
            ok = ok and not bad
            console.print(f"[{'red' if bad else 'green'}]{'✗' if bad else '✓'}[/] {what}: {escape(str(found))}")
        raise typer.Exit(0 if ok else 1)

    @app.command(name="list")
    def _list() -> None:
        """Show the assignments that there are."""
        folders = Folders.of_clone()
        table = Table(box=None, pad_edge=False)
        for column in ("assignment", "title", "tasks", "checks", "points"):
            table.add_column(column, justify="right" if column in ("tasks", "checks", "points") else "left")
        for slug in assignments.slugs(folders.assignments):
            one = assignments.load(folders.assignments, slug)
            table.add_row(slug, one.title, str(len(one.tasks)), str(sum(len(task.checks) for task in one.tasks)), f"{one.points:g}")
        console.print(table)
        console.print("\n`assay show SLUG` tells the tasks of one.", style="dim")

    @app.command(name="show")
    def _show(slug: Annotated[str, typer.Argument(metavar="SLUG", help="An assignment of `assay list`.", show_default=False)]) -> None:
        """Show one assignment: its tasks, what is graded, and for how many points."""
        tell_assignment(assignments.load(Folders.of_clone().assignments, slug))


# ---- what the commands share ----


def _known(folders: Folders) -> dict[str, frozenset[str]]:
    """Every assignment with its entries."""
    return {slug: assignments.load(folders.assignments, slug).entries for slug in assignments.slugs(folders.assignments)}


def _course(folders: Folders, slug: str, *, public_only: bool) -> Course:
    """Raises AssignmentError and FixtureError for whatever is wrong on our side."""
    plan = assignments.load(folders.assignments, slug)
    stored = fixtures.load(folders.fixtures, slug, public_only=public_only)
    fixtures.complete(plan.automatic, stored, public_only=public_only)
    return Course(plan, stored, public_only=public_only)


def _class(folder: Path, layout: LayoutName, out: Path, folders: Folders, slug: str | None, public_only: bool) -> _Class:
    """The hand-ins of a class, and what they are graded with. Everything that can be wrong on our side shows here, before any work."""
    if slug is not None:
        assignments.load(folders.assignments, slug)
    known = _known(folders)
    if not known:
        raise AssignmentError(f"There is no assignment in {folders.assignments}.")
    if out.resolve() == folder.resolve():
        raise OutputError(f"{out} is the class folder itself: scorecards would look like students. Use another --out.")
    found = layouts.in_class(folder, known, slug, skip=out, layout=layout)
    return found, {one: _course(folders, one, public_only=public_only) for one in {s.slug for s in found.submissions}}


def _kept(todo: dict[str, submissions_.Submission], desk: Desk) -> Iterator[Mark]:
    """Take out of `todo` (basis -> submission) what OUT holds the marks of."""
    with console.status("Reading what is graded already"):
        for card in known_cards(desk.out):
            if desk.holds_notebook(card) and todo.pop(card.made.basis or "", None) is not None:
                yield desk.take_old(card)


def _with_progress(
    waiting: Sequence[submissions_.Submission], courses: dict[str, Course], where: Executor, device: str, jobs: int, desk: Desk
) -> list[Mark]:
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    marks: list[Mark] = []
    keep = desk.take_notebook if desk.keeps_notebooks else None
    with (
        Progress(*columns, TextColumn("{task.fields[last]}"), console=console) as progress,
        contextlib.closing(grade_all(waiting, courses, where, device=device, jobs=jobs, keep_notebook=keep)) as graded,
    ):
        bar = progress.add_task("", total=len(waiting), last="")
        for card in graded:
            mark = desk.take_new(card)
            marks.append(mark)
            progress.update(bar, advance=1, last=f"{printable(mark.student[:30])}: {mark.points:g} of {mark.possible:g}")
    return marks
