"""Checks one file against a kit's contents: the file is read, run in a process of its own, and judged by the public checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from graders.errors import SubmissionError
from graders.executors.plain import Plain
from graders.grade import grade
from graders.misplaced import nearest
from graders.scorecard import Scorecard
from graders.submission import Submission, of_file

from .contents import Contents


def check_file(
    path: Path, contents: Contents, only: frozenset[str] = frozenset(), told: Callable[[str], None] | None = None
) -> Scorecard:
    """The scorecard of a module or notebook. only: the tasks that are asked for. told: is called with each task, and in the end with "".

    Raises SubmissionError.
    """
    slug, entries = contents.page.assignment.slug, contents.page.assignment.entries
    handed: Submission = of_file(path, {slug: entries}, slug)
    try:
        return grade(handed, contents.course(only), Plain(), told=told)
    finally:
        if told:
            told("")


def chosen(names: Iterable[str], contents: Contents) -> frozenset[str]:
    """The tasks of these names. Raises SubmissionError for a name that there is not, or that has no public check."""
    known = [task.name for task in contents.page.assignment.tasks]
    withheld = {one.task for one in contents.page.withheld}
    for name in names:
        if name not in known:
            why = "has no public check" if name in withheld else "is no task of this assignment"
            raise SubmissionError(f"`{name}` {why}. {nearest(name, known)}")
    return frozenset(names)
