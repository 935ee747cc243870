"""The sample class, graded in the sandbox: each student gets exactly the points of tests/submissions/class.yaml."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import submission as submissions
from graders.course import Course
from graders.executors import executor
from graders.folders import Folders
from graders.grade import grade
from graders.submission import Submission

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = Folders.of_clone()
EXPECTED = yaml.safe_load((ROOT / "tests" / "submissions" / "class.yaml").read_text())
SLUGS = assignments.slugs(FOLDERS.assignments)
NEVER_ENDS = ("s011_novak",)  # waits for every limit: a shorter one tells the same


@cache
def handed_in() -> dict[tuple[str, str], Submission]:
    known = {slug: assignments.load(FOLDERS.assignments, slug).entries for slug in SLUGS}
    found = submissions.in_class(ROOT / "examples" / "class", known, None)
    assert not found.not_graded
    return {(one.student, one.slug): one for one in found.submissions}


def test_every_hand_in_has_its_points_written_down() -> None:
    assert set(handed_in()) == {(student, slug) for student, sheets in EXPECTED.items() for slug in sheets}
    assert len(EXPECTED) >= 10
    assert {Path(one.package.main).suffix for one in handed_in().values() if one.package} == {".py", ".ipynb"}


@pytest.mark.parametrize(("student", "slug"), [(student, slug) for student, sheets in EXPECTED.items() for slug in sheets])
def test_a_student_of_the_sample_class_gets_exactly_these_points(student: str, slug: str) -> None:
    plan = assignments.load(FOLDERS.assignments, slug)
    if student in NEVER_ENDS:
        plan = replace(plan, limits=replace(plan.limits, seconds=1))
    card = grade(handed_in()[student, slug], Course(plan, fixtures.load(FOLDERS.fixtures, slug)), executor("sandbox"))
    assert card.complete
    lost = {task.name: [(c.name, c.outcome, c.rationale) for c in task.checks if c.outcome != "passed"] for task in card.tasks}
    lost = {name: checks for name, checks in lost.items() if checks}
    assert (card.points, list(lost)) == (EXPECTED[student][slug]["points"], EXPECTED[student][slug]["loses"]), lost
