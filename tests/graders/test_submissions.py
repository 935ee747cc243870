"""Students we invented, graded in the sandbox: the right ones get every point, the wrong ones lose exactly those of
what is wrong.

Each wrong submission has one mistake, in the task that its file name begins with ("viterbi__transposed.py";
"overwrites__TASK.py" changes the arguments of TASK). points.yaml beside them says how many points each gets. To fill in
a new submission's line, run this file and read the failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import submission as submissions
from graders.assignment import Assignment
from graders.course import Course
from graders.executors import executor
from graders.folders import Folders
from graders.grade import grade
from graders.scorecard import Scorecard

FOLDERS = Folders.of_clone()
SUBMISSIONS = Path(__file__).resolve().parent.parent / "submissions"
SLUGS = sorted(path.name for path in SUBMISSIONS.iterdir() if path.is_dir())


def files(kind: str) -> list[tuple[str, Path]]:
    return [(slug, path) for slug in SLUGS for path in sorted((SUBMISSIONS / slug / kind).iterdir()) if path.suffix in (".py", ".ipynb")]


def ids(value: object) -> str | None:
    return value.stem if isinstance(value, Path) else None


def handed_in(path: Path) -> bytes:
    """The file; a wrong one says which right one it changes ("# The rest is right/numpy_loops.py."), and its functions come after that."""
    base = re.search(r"^# The rest is (right/\w+\.py)\.$", path.read_text(), re.MULTILINE)
    before = (path.parent.parent / base[1]).read_bytes() + b"\n\n" if base else b""
    return before + path.read_bytes()


def graded(slug: str, path: Path, *, trains: bool) -> Scorecard:
    plan = assignments.load(FOLDERS.assignments, slug).automatic
    course = Course(plan if trains else without_training(plan), fixtures.load(FOLDERS.fixtures, slug))
    only = submissions.package(path.name, {path.name: handed_in(path)})
    return grade(submissions.Submission(path.stem, slug, only), course, executor("sandbox"))


def without_training(plan: Assignment) -> Assignment:
    """The assignment without the tasks that are judged by behaviour: a mistake elsewhere does not need the model trained again."""
    trained = {task.name for task in plan.tasks if any(check.trains for check in task.checks)}
    kept = [task for task in plan.tasks if not any(plan.group(task, check)[0] in trained for check in task.checks)]
    return replace(plan, tasks=tuple(kept))


def judged_together(plan: Assignment, name: str) -> set[str]:
    """A trained model is judged by what the task that uses it says: of these two, one alone cannot be right."""
    owners = {plan.group(plan.task(name), check)[0] for check in plan.task(name).checks}
    return {task.name for task in plan.tasks for check in task.checks if plan.group(task, check)[0] in owners}


def told(card: Scorecard) -> str:
    lost = [f"{t.name}.{c.name}: {c.outcome}: {c.rationale}" for t in card.tasks for c in t.checks if c.outcome != "passed"]
    return "\n".join([f"{card.points:g} of {card.possible:g}", *card.submission.notes, *lost])


@pytest.mark.parametrize(("slug", "path"), files("right"), ids=ids)
def test_a_right_submission_gets_every_point(slug: str, path: Path) -> None:
    card = graded(slug, path, trains=True)
    assert card.complete
    assert card.points == card.possible == assignments.load(FOLDERS.assignments, slug).automatic.points, told(card)


@pytest.mark.parametrize(("slug", "path"), files("wrong"), ids=ids)
def test_a_wrong_submission_loses_exactly_what_is_wrong(slug: str, path: Path) -> None:
    first, _, rest = path.stem.partition("__")
    wrong = rest if first == "overwrites" else first
    plan = assignments.load(FOLDERS.assignments, slug).automatic
    trains = wrong not in {task.name for task in without_training(plan).tasks}
    card = graded(slug, path, trains=trains)
    assert card.complete
    losers = {task.name for task in card.tasks if task.points < task.possible}
    assert losers, told(card)
    assert losers <= judged_together(plan, wrong) if trains else losers == {wrong}, told(card)
    points = card.points + (0 if trains else plan.points - card.possible)
    assert points == expected(slug)[path.stem], told(card)


def expected(slug: str) -> dict[str, float]:
    """points.yaml: the points of each wrong submission, of 100."""
    page: dict[str, float] = yaml.safe_load((SUBMISSIONS / slug / "points.yaml").read_text())
    return page


def lines() -> Iterator[tuple[str, str]]:
    for slug in SLUGS:
        yield from ((slug, name) for name in expected(slug))


def test_points_are_told_for_every_wrong_submission_and_no_other() -> None:
    assert set(lines()) == {(slug, path.stem) for slug, path in files("wrong")}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_has_a_wrong_submission(slug: str) -> None:
    tasks = {task.name for task in assignments.load(FOLDERS.assignments, slug).automatic.tasks}
    assert tasks == {path.stem.split("__")[0] for one, path in files("wrong") if one == slug} - {"overwrites"}
