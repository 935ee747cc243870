"""Fills in the scorecard of a graded submission."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping
from typing import Any

import numpy as np

from .assignment import Check as CheckPlan
from .course import Course
from .folders import VERSION
from .job import Loaded
from .judge import Verdict
from .scorecard import Check, Code, Made, Scorecard, Student, Task
from .scorecard import Submission as Handed
from .submission import Submission
from .worker.frameworks import SEED


def scorecard(
    submission: Submission,
    codes: Mapping[str, Code],
    course: Course,
    verdicts: Mapping[str, Verdict],
    loaded: Loaded,
    executor: str,
    device: str,
    spent: tuple[float, float],
) -> Scorecard:
    """The scorecard of a submission. verdicts: by the full name of a check. spent: seconds, and MB of memory."""
    tasks = []
    for plan in course.assignment.tasks:
        if course.only and plan.name not in course.only:
            continue
        checks = [_check(check, verdicts[f"{plan.name}.{check.name}"]) for check in plan.checks if f"{plan.name}.{check.name}" in verdicts]
        if checks:
            points, possible = sum(c.points for c in checks), sum(c.possible for c in checks)
            code = codes.get(plan.name)
            tasks.append(Task(name=plan.name, title=plan.title, points=points, possible=possible, checks=tuple(checks), code=code))
    versions: dict[str, Any] = dict(loaded.versions)
    return Scorecard(
        assignment=course.assignment.slug,
        title=course.assignment.title,
        student=Student(id=submission.student, name=submission.name),
        submission=Handed(files=submission.files, notes=_notes(submission, loaded)),
        device=device,
        framework=loaded.framework,
        points=sum(task.points for task in tasks),
        possible=sum(task.possible for task in tasks),
        complete=all(check.outcome != "ungraded" for task in tasks for check in task.checks),
        tasks=tuple(tasks),
        made=Made(
            assay=VERSION,
            fixtures=course.fixture.sha256,
            python=versions.get("python", platform.python_version()),
            numpy=versions.get("numpy", np.__version__),
            torch=versions.get("torch"),
            tensorflow=versions.get("tensorflow"),
            executor=executor,
            seconds=round(spent[0], 2),
            memory_mb=round(spent[1]) if math.isfinite(spent[1]) else None,
            seed=SEED,
        ),
    )


def _notes(submission: Submission, loaded: Loaded) -> tuple[str, ...]:
    """What was not read of the hand-in, and what went wrong while it was loaded."""
    return (*submission.notes, *(" ".join(problem.text.split()) for problem in loaded.problems))


def _check(plan: CheckPlan, verdict: Verdict) -> Check:
    return Check(
        name=plan.name,
        title=plan.title,
        hidden=plan.hidden,
        outcome=verdict.outcome,
        status=verdict.status,
        points=plan.points if verdict.outcome == "passed" else 0.0,
        possible=plan.points,
        rationale=verdict.rationale,
        hint=verdict.hint,
        mistake=next(iter(verdict.mistakes), None),
        evidence=verdict.evidence,
    )
