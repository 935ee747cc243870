"""`assay mark OUT`: a person reads the answers that no program can judge, and gives points and comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from . import marks as hand_marks
from .batch import read_card, write_scorecard
from .commands import Reports, Slug
from .errors import OutputError
from .scorecard import BY_HAND, Check, Scorecard, Task
from .terminal import printable

console = Console(highlight=False, soft_wrap=True)


class Waiting(NamedTuple):
    """One criterion of one answer of one student, in the order of marking: all students' answers to a question one after the other."""

    question: tuple[str, str, str]
    student: str
    number: int
    path: Path
    check: str


def register(app: typer.Typer, reports: Reports) -> None:
    """Add the command to the program."""

    @app.command(name="mark")
    def _mark(
        out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that `assay grade` wrote to.", show_default=False)],
        assignment: Slug = None,
        student: Annotated[str | None, typer.Option(metavar="ID", help="Only this student's answers.", show_default=False)] = None,
        again: Annotated[bool, typer.Option("--again", help="Also what is marked already; Enter keeps the mark.")] = False,
    ) -> None:
        """Mark by hand what no program can judge: short answers, by their rubric.

        Shows one answer after the other, all students' answers to one question together, and asks for points and a comment. Each mark is
        saved at once in OUT/marks; stop with q or Ctrl-C and go on later. Grading the class again keeps the marks of answers that have not
        changed.

        Exit status: 0 everything is marked, 2 something is left, 1 the command was used wrongly.

        Example:  assay mark out --assignment responsible_generation
        """
        if not (out / "scorecards").is_dir():
            raise OutputError(f"There is no folder {out / 'scorecards'}. Give the folder that `assay grade` wrote to.")
        waiting = sorted(_waiting(out, assignment, student, again))
        marked, shown = 0, ("", "", "", "")
        try:
            for place, one in enumerate(waiting, 1):
                if shown != (shown := (*one.question, one.student)):
                    _show(one)
                said = _ask(one, f"{place} of {len(waiting)}")
                if said is None:
                    break
                if said:
                    _keep(out, one, said, reports)
                    marked += 1
        finally:
            if marked:
                reports.write_class(out)
                console.print(
                    f"\n{marked} {'mark is' if marked == 1 else 'marks are'} saved; sheets, class page and grades.csv are up to date."
                )
        left = len(list(_waiting(out, assignment, student, again=False)))
        console.print(f"{left} {'is' if left == 1 else 'are'} left to mark." if left else "Nothing is left to mark.")
        raise typer.Exit(2 if left else 0)


def _waiting(out: Path, slug: str | None, student: str | None, again: bool) -> Iterator[Waiting]:
    for path in sorted((out / "scorecards").glob("*.json")):
        card = read_card(path)
        if card is None or slug not in (None, card.assignment) or student not in (None, card.student.id):
            continue
        for task in card.tasks:
            for number, check in enumerate(task.checks):
                if check.by_hand and (again or check.outcome == "ungraded"):
                    question = (card.assignment, task.name, str(check.evidence[BY_HAND].get("question") or ""))
                    yield Waiting(question, card.student.id, number, path, f"{task.name}.{check.name}")


def _found(one: Waiting) -> tuple[Scorecard, Task, Check]:
    card = read_card(one.path)
    if card is None:
        raise OutputError(f"{one.path} cannot be read any more. Grade this hand-in again.")
    return next((card, task, check) for task in card.tasks for check in task.checks if f"{task.name}.{check.name}" == one.check)


def _show(one: Waiting) -> None:
    """The answer."""
    card, task, check = _found(one)
    answer = check.evidence[BY_HAND].get("answer")
    text = printable(answer) if answer else "[dim](no text was found in this hand-in)[/]"
    title = " · ".join(part for part in (printable(card.student.id), escape(task.title), escape(one.question[2])) if part)
    console.print(Panel(text, title=title, title_align="left"))


def _ask(one: Waiting, place: str) -> tuple[float, str] | tuple[()] | None:
    """(points, comment) as typed; () to leave it as it is; None to stop."""
    check = _found(one)[2]
    console.print(f"\n[dim]{place}[/]  [bold]{escape(check.title)}[/], {check.possible:g} points")
    console.print(escape(str(check.evidence[BY_HAND].get("rubric") or "")), style="dim")
    if check.outcome != "ungraded":
        console.print(f"Marked: {check.points:g} {escape(check.rationale or '')}")
    elif check.rationale and "changed" in check.rationale:
        console.print(escape(check.rationale), style="yellow")
    while True:
        typed = typer.prompt(f"Points, 0 to {check.possible:g} (Enter: later, q: stop)", default="", show_default=False).strip().lower()
        if typed in ("", "q"):
            return () if not typed else None
        try:
            points = float(typed.replace(",", "."))
        except ValueError:
            points = -1.0
        if 0 <= points <= check.possible:
            return points, typer.prompt("Comment for the student (Enter: none)", default="", show_default=False).strip()
        console.print(f"Type a number from 0 to {check.possible:g}.", style="red")


def _keep(out: Path, one: Waiting, said: tuple[float, str], reports: Reports) -> None:
    """Save a mark, and bring the scorecard and the sheet up to date."""
    card, _, check = _found(one)
    name = reports.card_name(card)
    marks = hand_marks.load(out, name)
    mark = hand_marks.HandMark(points=said[0], comment=said[1], answer=hand_marks.fingerprint(check))
    marks = hand_marks.Marks(marks={**marks.marks, one.check: mark})
    hand_marks.save(out, name, marks)
    card = hand_marks.applied(card, marks)
    write_scorecard(out, card, reports.card_name)
    reports.write_sheet(out, card)
