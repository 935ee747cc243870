"""Counts over a class, one scorecard after the other: how many passed each check, who made which mistake, how the points are spread."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from graders.scorecard import Check, Scorecard, Task

BINS = 10
OPEN_NAMED = 60  # an assignment; more are counted


FEWEST_SHEETS = 10  # below, a correlation says nothing


@dataclass
class Tally:
    """Of one check: how many sheets have which outcome.

    rest: of the graded ones, sums of the share of all other points, for those who passed and for all: enough for a correlation.
    """

    name: str
    title: str
    hidden: bool
    outcomes: Counter[str] = field(default_factory=Counter)
    rest_passed: float = 0.0
    rest: float = 0.0
    rest_squared: float = 0.0

    def add(self, check: Check, rest: float) -> None:
        """rest: the share of the points of all other checks that the sheet has."""
        self.outcomes[check.outcome] += 1
        if check.outcome != "ungraded":
            self.rest += rest
            self.rest_squared += rest * rest
            self.rest_passed += rest if check.outcome == "passed" else 0.0

    @property
    def discrimination(self) -> float | None:
        """Correlation of passing this check with the share of all other points: near 1 it tells strong sheets from weak ones.

        At or below 0 it deserves a look: weak sheets pass it as often. None where there are too few sheets or all have one outcome.
        """
        n, passed = self.graded, self.outcomes["passed"]
        if n < FEWEST_SHEETS or passed in (0, n):
            return None
        variance = self.rest_squared / n - (self.rest / n) ** 2
        if variance < 1e-9:
            return None
        together = self.rest_passed / n - (passed / n) * (self.rest / n)
        return together / math.sqrt(variance * (passed / n) * (1 - passed / n))

    @property
    def graded(self) -> int:
        return self.outcomes.total() - self.outcomes["ungraded"]


@dataclass
class TaskTally:
    """Of one task: points had and points to have, over all sheets (ungraded checks left out), sheets with all points, and its checks."""

    name: str
    title: str
    points: float = 0.0
    possible: float = 0.0
    full: int = 0
    checks: dict[str, Tally] = field(default_factory=dict)

    def add(self, task: Task, card: Scorecard) -> None:
        self.full += all(check.outcome == "passed" for check in task.checks)
        for check in task.checks:
            others = card.possible - check.possible
            rest = (card.points - check.points) / others if others > 0 else 0.0
            self.checks.setdefault(check.name, Tally(check.name, check.title, check.hidden)).add(
                check, rest if math.isfinite(rest) else 0.0
            )
            if check.outcome != "ungraded":
                self.points += check.points
                self.possible += check.possible


@dataclass
class Mistake:
    """A named mistake, and who gave exactly that mistake's answer."""

    task: str
    name: str
    hint: str
    who: set[str] = field(default_factory=set)

    @property
    def students(self) -> list[str]:
        return sorted(self.who)


@dataclass(frozen=True)
class Open:
    """A check that could not be graded: our fault, to be graded again. sheet: the name of the student's sheet."""

    student: str
    sheet: str
    task: str
    check: str
    why: str


@dataclass
class Summary:
    """One assignment over the class. shares: points / possible of each complete sheet.

    open: the first checks that could not be graded; unnamed: how many more there are. by_hand: checks that wait for a person.
    """

    assignment: str
    title: str
    sheets: int = 0
    shares: list[float] = field(default_factory=list)
    tasks: dict[str, TaskTally] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)
    unnamed: int = 0
    by_hand: int = 0
    made: dict[tuple[str, str], Mistake] = field(default_factory=dict)

    def add(self, card: Scorecard, sheet: str) -> None:
        """Count a scorecard in; nothing of it is kept but the student's id. sheet: the name of its sheet."""
        self.sheets += 1
        if card.complete and card.possible > 0:
            self.shares.append(share(card))
        for task in card.tasks:
            self.tasks.setdefault(task.name, TaskTally(task.name, task.title)).add(task, card)
            for check in task.checks:
                if check.mistake:
                    mistake = Mistake(task.name, check.mistake, check.hint or check.title)
                    self.made.setdefault((task.name, check.mistake), mistake).who.add(card.student.id)
                if check.outcome == "ungraded" and check.by_hand:
                    self.by_hand += 1
                elif check.outcome == "ungraded":
                    self._add_open(Open(card.student.id, sheet, task.title, check.title, _why(check)))

    def _add_open(self, one: Open) -> None:
        if len(self.open) < OPEN_NAMED:
            self.open.append(one)
        else:
            self.unnamed += 1

    @property
    def mistakes(self) -> list[Mistake]:
        """The most frequent first."""
        return sorted(self.made.values(), key=lambda mistake: (-len(mistake.who), mistake.task, mistake.name))

    @property
    def bins(self) -> list[int]:
        """How many complete sheets have 0 to 10 %, 10 to 20 %, ... of the points."""
        counts = Counter(min(int(value * BINS), BINS - 1) for value in self.shares)
        return [counts[place] for place in range(BINS)]

    @property
    def mean(self) -> float:
        return sum(self.shares) / len(self.shares) if self.shares else math.nan

    @property
    def median(self) -> float:
        ordered, size = sorted(self.shares), len(self.shares)
        return (ordered[(size - 1) // 2] + ordered[size // 2]) / 2 if size else math.nan


def share(card: Scorecard) -> float:
    """points / possible, kept between 0 and 1."""
    return min(max(card.points / card.possible, 0.0), 1.0) if card.possible > 0 and math.isfinite(card.points) else 0.0


def _why(check: Check) -> str:
    return check.rationale or "no reason was recorded"
