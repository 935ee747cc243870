"""What a student should mend first."""

from __future__ import annotations

from dataclasses import dataclass

from graders.scorecard import Check, Scorecard, Task

STEPS = 3


@dataclass(frozen=True)
class Step:
    """One thing to mend. gain: points of the check, and of those that were skipped in its task and may pass once it does."""

    task: Task
    check: Check
    gain: float


def first_steps(card: Scorecard) -> list[Step]:
    """At most three failed checks, one a task: what stops a whole task first, then what brings the most points.

    In a task the first failed check counts, public ones before hidden ones, for the later ones often hang on it.
    """
    steps = [step for task in card.tasks if (step := _first(task))]
    return sorted(steps, key=lambda step: (step.check.status in (None, "returned"), -step.gain))[:STEPS]


def _first(task: Task) -> Step | None:
    failed = sorted((check for check in task.checks if check.outcome == "failed"), key=lambda check: check.hidden)
    if not failed:
        return None
    waiting = sum(check.possible for check in task.checks if check.outcome == "skipped")
    return Step(task, failed[0], failed[0].possible - failed[0].points + waiting)
