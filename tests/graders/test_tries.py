"""A model that misses its bar is trained again from other seeds: right ones need one lucky try, and who never learns still fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import tries
from graders.assignment_file import parse
from graders.course import Course
from graders.errors import AssignmentError
from graders.folders import Folders
from graders.grade import grade
from graders.job import Package
from graders.scorecard import Check
from graders.submission import Submission

from .in_process import InProcess

SLUG = "gated_recurrent_networks"
TRAINER, USER = "train_sequence_classifier", "classify_sequences"

# Learns nothing but where `learns` says so; the first symbol is easy to see for who does not have to remember it.
SOURCE = """
import numpy as np
seeds = []
def train_sequence_classifier(x, labels, num_classes, seed):
    seeds.append(seed)
    BEFORE
    return share()
def share():
    return SHARE
def classify_sequences(model, x):
    labels = np.argmax(x[:, 0], axis=1)
    labels[int(model * len(labels)):] += 1
    print(len(seeds), "trainings")
    return labels
"""


@pytest.fixture(scope="module")
def course() -> Course:
    folders = Folders.of_clone()
    return Course(assignments.load(folders.assignments, SLUG), fixtures.load(folders.fixtures, SLUG), only=frozenset({TRAINER, USER}))


def checks(course: Course, share: str, before: str = "pass") -> dict[str, Check]:
    """The checks of a trainer that reaches this share."""
    source = SOURCE.replace("SHARE", share).replace("BEFORE", before)
    card = grade(Submission("ann", SLUG, Package("a.py", {"a.py": source.encode()})), course, InProcess())
    return {f"{task.name}.{check.name}": check for task in card.tasks for check in task.checks}


def test_who_learns_with_the_third_seed_gets_every_point(course: Course) -> None:
    found = checks(course, "1.0 if len(seeds) % 3 == 0 else 0.4")
    assert {check.outcome for check in found.values()} == {"passed"}
    assert found[f"{TRAINER}.given"].evidence["tries"] == 3
    assert found[f"{TRAINER}.given"].evidence["accuracy"] == 1.0


def test_the_seeds_are_those_of_the_case_and_the_two_after_it(course: Course) -> None:
    case = course.fixture.cases(TRAINER, "given")[0]
    first = case.calls[0].positional[-1]
    found = checks(course, "0.4", f"assert seed in ({first}, {first + 1}, {first + 2})")
    assert found[f"{TRAINER}.given"].status == "returned"


def test_who_learns_at_once_is_trained_once(course: Course) -> None:
    found = checks(course, "1.0", "assert len(seeds) <= 2")  # once for each of the two checks' data
    assert {check.outcome for check in found.values()} == {"passed"}
    assert "tries" not in found[f"{TRAINER}.given"].evidence


def test_who_never_learns_is_told_the_best_of_three(course: Course) -> None:
    found = checks(course, "[0.0, 0.4, 0.7, 0.3][min(3, len(seeds))]")
    given = found[f"{TRAINER}.given"]
    assert given.outcome == "failed"
    assert given.evidence["tries"] == 3
    assert given.evidence["accuracy"] == pytest.approx(0.7)
    said = "The accuracy on unseen data is 0.700; at least 0.9 is asked for (the best of 3 trainings, each from another seed)."
    assert given.rationale == said
    assert found[f"{USER}.given"].outcome == "passed"  # with the second try, which was made already


def test_what_no_seed_helps_is_not_tried_again(course: Course) -> None:
    found = checks(course, "1.0", "assert len(seeds) > 1, 'the first one fails'")
    assert found[f"{TRAINER}.given"].outcome == "failed"
    assert found[f"{TRAINER}.given"].status == "raised"


def test_a_case_without_a_seed_cannot_be_tried_again(course: Course) -> None:
    case = course.fixture.cases(TRAINER, "given")[0]
    without = replace(case, calls=case.calls[1:])
    assert tries.has_seed(course.assignment, case)
    assert not tries.has_seed(course.assignment, without)
    task = course.fixture.tasks[TRAINER]
    odd = replace(course.fixture, tasks={**course.fixture.tasks, TRAINER: replace(task, groups={**task.groups, "given": (without,)})})
    assert any("has no `seed` among its arguments" in said for said in fixtures.gaps(course.assignment, odd))


def test_only_what_a_model_reaches_is_tried_again() -> None:
    text = """\
title: Sums
slides: "Numbers"
tasks:
  - entry: total(x)
    title: A sum
    checks:
      - {name: few, title: adds, compare: close, tries: 3, cases: few, points: 2}
"""
    with pytest.raises(AssignmentError, match="only what a trained model reaches is tried again"):
        parse(text, slug="sums", file="assignment.yaml")
