"""Counts over a class: how many passed each check, which mistakes were made and by whom, how the points are spread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graders.scorecard import Check, Scorecard, Task

BINS = 10
Named = TypeVar("Named", Task, Check)


@dataclass(frozen=True)
class Tally:
    """Of one check: how many sheets have which outcome."""

    name: str
    title: str
    hidden: bool
    passed: int
    failed: int
    skipped: int
    ungraded: int

    @property
    def graded(self) -> int:
        return self.passed + self.failed + self.skipped


@dataclass(frozen=True)
class TaskTally:
    """Of one task: points had and points to have, over all sheets (ungraded checks left out), and its checks."""

    name: str
    title: str
    points: float
    possible: float
    full: int
    checks: tuple[Tally, ...]


@dataclass(frozen=True)
class Mistake:
    """A named mistake, and the students (sorted) whose answer was exactly that mistake's."""

    task: str
    name: str
    hint: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    """A check that could not be graded: our fault, to be graded again."""

    card: Scorecard
    task: Task
    check: Check


@dataclass(frozen=True)
class Summary:
    """One assignment over the class. shares: points / possible of each complete sheet; bins: sheets a tenth of the points."""

    assignment: str
    title: str
    cards: tuple[Scorecard, ...]
    shares: tuple[float, ...]
    bins: tuple[int, ...]
    tasks: tuple[TaskTally, ...]
    mistakes: tuple[Mistake, ...]
    open: tuple[Open, ...]

    @property
    def mean(self) -> float:
        return sum(self.shares) / len(self.shares) if self.shares else math.nan

    @property
    def median(self) -> float:
        ordered, size = sorted(self.shares), len(self.shares)
        return (ordered[(size - 1) // 2] + ordered[size // 2]) / 2 if size else math.nan


def summaries(cards: Sequence[Scorecard]) -> list[Summary]:
    """One summary an assignment, in the order of their names."""
    slugs = sorted({card.assignment for card in cards})
    return [_summary([card for card in cards if card.assignment == slug]) for slug in slugs]


def _summary(cards: list[Scorecard]) -> Summary:
    shares = tuple(share(card) for card in cards if card.complete and card.possible > 0)
    bins = [0] * BINS
    for value in shares:
        bins[min(int(value * BINS), BINS - 1)] += 1
    return Summary(
        assignment=cards[0].assignment,
        title=cards[0].title,
        cards=tuple(cards),
        shares=shares,
        bins=tuple(bins),
        tasks=tuple(_task_tally(name, tasks) for name, tasks in _by_name(task for card in cards for task in card.tasks).items()),
        mistakes=tuple(_mistakes(cards)),
        open=tuple(Open(card, task, check) for card, task, check in _walk(cards) if check.outcome == "ungraded"),
    )


def share(card: Scorecard) -> float:
    """points / possible, kept between 0 and 1."""
    return min(max(card.points / card.possible, 0.0), 1.0) if card.possible > 0 and math.isfinite(card.points) else 0.0


def _walk(cards: Iterable[Scorecard]) -> Iterable[tuple[Scorecard, Task, Check]]:
    return ((card, task, check) for card in cards for task in card.tasks for check in task.checks)


def _by_name(things: Iterable[Named]) -> dict[str, list[Named]]:
    groups: dict[str, list[Named]] = {}
    for thing in things:
        groups.setdefault(thing.name, []).append(thing)
    return groups


def _task_tally(name: str, tasks: list[Task]) -> TaskTally:
    checks = [check for task in tasks for check in task.checks]
    judged = [check for check in checks if check.outcome != "ungraded"]
    full = sum(all(check.outcome == "passed" for check in task.checks) for task in tasks)
    tallies = tuple(_tally(same) for same in _by_name(checks).values())
    return TaskTally(name, tasks[0].title, sum(c.points for c in judged), sum(c.possible for c in judged), full, tallies)


def _tally(same: list[Check]) -> Tally:
    outcomes = [check.outcome for check in same]
    counts = {name: outcomes.count(name) for name in ("passed", "failed", "skipped", "ungraded")}
    return Tally(same[0].name, same[0].title, same[0].hidden, **counts)


def _mistakes(cards: list[Scorecard]) -> list[Mistake]:
    """The most frequent first."""
    made: dict[tuple[str, str], dict[str, str]] = {}
    for card, task, check in _walk(cards):
        if check.mistake:
            made.setdefault((task.name, check.mistake), {}).setdefault(card.student.id, check.hint or check.title)
    found = [Mistake(task, name, next(iter(who.values())), tuple(sorted(who))) for (task, name), who in made.items()]
    return sorted(found, key=lambda mistake: (-len(mistake.students), mistake.task, mistake.name))
