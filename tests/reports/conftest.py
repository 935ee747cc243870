"""Scorecards for the reports' tests, built by hand: nothing is run and nothing is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graders.scorecard import Check, Code, File, Made, Scorecard, Student, Submission, Task


def check(name: str = "weather", outcome: str = "passed", **fields: Any) -> Check:
    given = {
        "name": name,
        "title": f"the sentence of {name}",
        "hidden": False,
        "outcome": outcome,
        "status": "returned" if outcome in ("passed", "failed") else None,
        "points": 2.0 if outcome == "passed" else 0.0,
        "possible": 2.0,
    }
    return Check(**(given | fields))


def task(*checks: Check, name: str = "viterbi", title: str = "Viterbi decoding", code: Code | None = None) -> Task:
    points, possible = sum(one.points for one in checks), sum(one.possible for one in checks)
    return Task(name=name, title=title, points=points, possible=possible, checks=checks, code=code)


def card(*tasks: Task, student: str = "s001", name: str | None = None, **fields: Any) -> Scorecard:
    made = Made(assay="0.1.0", fixtures="f" * 64, python="3.11", numpy="2.4", torch="2.13", executor="sandbox", seconds=0.4)
    given = {
        "assignment": "hidden_markov_models",
        "title": "Hidden Markov models",
        "student": Student(id=student, name=name),
        "submission": Submission(files=(File(path="hmm.py", sha256="a" * 64),)),
        "device": "cpu",
        "framework": "numpy",
        "points": sum(one.points for one in tasks),
        "possible": sum(one.possible for one in tasks),
        "complete": all(one.outcome != "ungraded" for each in tasks for one in each.checks),
        "tasks": tasks,
        "made": made,
    }
    return Scorecard(**(given | fields))


@pytest.fixture
def make_check() -> Callable[..., Check]:
    return check


@pytest.fixture
def make_task() -> Callable[..., Task]:
    return task


@pytest.fixture
def make_card() -> Callable[..., Scorecard]:
    return card


@pytest.fixture
def every_outcome() -> Scorecard:
    """One check of each outcome, and one hidden one."""
    checks = [check(outcome, outcome) for outcome in ("passed", "failed", "skipped", "ungraded")]
    return card(task(*checks, check("secret", "failed", hidden=True)), name="Anjali Menon")
