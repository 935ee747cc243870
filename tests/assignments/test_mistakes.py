"""Every named mistake, handed in as a submission of its own, loses points of its task only, and its sheet shows its hint.

A submission here is the reference with one mistake in the place of one entry, run in the test's own process. Tasks that are judged
by behaviour are left out: training every mistake takes minutes, and the builder does it.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from fixtures.sources import Mistake, Sources, load_sources
from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders.assignment import Assignment
from graders.course import Course
from graders.folders import Folders
from graders.grade import grade
from graders.job import Limits, Loaded, Package
from graders.scorecard import Scorecard
from graders.submission import Submission
from reports.sheet import render_sheet
from tests.graders.in_process import InProcess, InProcessSession

FOLDERS = Folders.of_clone()
SLUGS = assignments.slugs(FOLDERS.assignments)


@cache
def course(slug: str) -> Course:
    plan = assignments.load(FOLDERS.assignments, slug).automatic
    numeric = tuple(task for task in plan.tasks if not trained(plan, task.name))
    return Course(replace(plan, tasks=numeric), fixtures.load(FOLDERS.fixtures, slug))


@cache
def sources(slug: str) -> Sources:
    return load_sources(assignments.load(FOLDERS.assignments, slug).automatic)


def trained(plan: Assignment, name: str) -> bool:
    return any(check.trains for check in plan.task(name).checks)


def all_mistakes() -> list[tuple[str, str, Mistake]]:
    return [
        (slug, task.name, mistake)
        for slug in SLUGS
        for task in course(slug).assignment.tasks
        for mistake in sources(slug).mistakes[task.name]
    ]


@dataclass
class MadeOf(InProcess):
    """Hands in these functions."""

    mistake: Mistake | None = None
    slug: str = ""

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[InProcessSession]:
        wrong = self.mistake.entries if self.mistake else {}
        yield InProcessSession({**sources(self.slug).reference, **wrong}, Loaded(versions={"python": "3.11", "numpy": "2"}))


def graded(slug: str, mistake: Mistake | None) -> Scorecard:
    handed = Submission("ann", slug, Package("work.py", {"work.py": b""}))
    return grade(handed, course(slug), MadeOf(mistake=mistake, slug=slug))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_reference_gets_every_point(slug: str) -> None:
    card = graded(slug, None)
    assert card.points == card.possible > 0


@pytest.mark.parametrize(
    ("slug", "task", "mistake"), all_mistakes(), ids=lambda value: value.name if isinstance(value, Mistake) else str(value)
)
def test_a_named_mistake_loses_its_task_and_is_named(slug: str, task: str, mistake: Mistake) -> None:
    card = graded(slug, mistake)
    assert {one.name for one in card.tasks if one.points < one.possible} == {task}
    failed = [check for one in card.tasks for check in one.checks if check.outcome == "failed"]
    assert any(mistake.hint in (check.hint or "") for check in failed), [check.hint for check in failed]
    assert mistake.name in {check.mistake for check in failed}
    shown = html.unescape(re.sub(r"<[^>]+>", "", render_sheet(card)))
    assert plain(mistake.hint) in plain(shown)


def plain(text: str) -> str:
    """Without the marks that the sheet turns into formatting."""
    return " ".join(text.replace("`", "").split())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_hint_ends_with_where_to_read_and_gives_no_code_away(slug: str) -> None:
    headings = set(re.findall(r"^#+ (.*)$", (Path(FOLDERS.assignments) / slug / "handout.md").read_text(), re.MULTILINE))
    for one, _, mistake in all_mistakes():
        if one == slug:
            named = re.findall(r"See the handout, section '([^']+(?:'s[^']*)?)'\.", mistake.hint)
            assert set(named) <= headings, mistake.hint
