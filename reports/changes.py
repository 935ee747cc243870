"""What a second grading changed: two OUT folders, a student and check at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graders.scorecard import Check, Scorecard

from .text import number
from .write import card_at, names


@dataclass(frozen=True)
class CheckChange:
    """One check whose outcome or points are others now. before, after: None where the check is new or gone."""

    task: str
    title: str
    before: Check | None
    after: Check | None

    @property
    def points(self) -> float:
        return (self.after.points if self.after else 0.0) - (self.before.points if self.before else 0.0)


@dataclass(frozen=True)
class CardChange:
    """One submission. before, after: points, None where there is no scorecard. files: whether the hand-in itself is another one."""

    student: str
    assignment: str
    before: float | None
    after: float | None
    files: bool
    checks: tuple[CheckChange, ...] = ()

    @property
    def points(self) -> float:
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass
class Changes:
    """same: submissions of which nothing changed. by_check: (task, check title) -> how many gained and lost it."""

    cards: list[CardChange] = field(default_factory=list)
    same: int = 0
    gained: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def points(self) -> float:
        return sum(card.points for card in self.cards)


def changes(old: Path, new: Path) -> Changes:
    """Compare two folders that `assay grade` wrote. Raises ReportError."""
    found = Changes()
    for name in sorted(set(names(old)) | set(names(new)), key=str.casefold):
        change = _card(card_at(old, name), card_at(new, name))
        if change is None:
            found.same += 1
            continue
        found.cards.append(change)
        for check in change.checks:
            if check.points:
                (found.gained if check.points > 0 else found.lost)[check.task, check.title] += 1
    return found


def _card(old: Scorecard | None, new: Scorecard | None) -> CardChange | None:
    """What changed between two scorecards of one submission; None where nothing did."""
    one = new or old
    assert one is not None
    checks = tuple(_checks(old, new)) if old and new else ()
    files = bool(old and new and old.submission.files != new.submission.files)
    if old and new and not checks and not files and old.points == new.points:
        return None
    return CardChange(one.student.id, one.assignment, old.points if old else None, new.points if new else None, files, checks)


def _checks(old: Scorecard, new: Scorecard) -> Iterator[CheckChange]:
    before, after = _flat(old), _flat(new)
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if one is None or other is None or (one[1].outcome, one[1].points) != (other[1].outcome, other[1].points):
            task, check = other or one or ("", None)
            yield CheckChange(task, check.title if check else "", one[1] if one else None, other[1] if other else None)


def _flat(card: Scorecard) -> dict[str, tuple[str, Check]]:
    return {f"{task.name}.{check.name}": (task.title, check) for task in card.tasks for check in task.checks}


def rows(found: Changes) -> Iterable[tuple[CardChange, CheckChange | None]]:
    """One line a changed check; a submission without changed checks has a line too."""
    for card in found.cards:
        yield from ((card, check) for check in card.checks) if card.checks else [(card, None)]


def cells(card: CardChange, check: CheckChange | None) -> tuple[str, str, str, str, str, str]:
    """student, assignment, check, before, after, points: a line in words."""
    if check is None:
        what = "another hand-in, the same verdicts" if card.files else "the whole submission"
        return card.student, card.assignment, what, _points(card.before), _points(card.after), _signed(card.points)
    before, after = (one.outcome if one else "was not there" for one in (check.before, check.after))
    return card.student, card.assignment, f"{check.task}: {check.title}", before, after if check.after else "is gone", _signed(check.points)


def _points(points: float | None) -> str:
    return "none" if points is None else number(points)


def _signed(points: float) -> str:
    return f"+{number(points)}" if points > 0 else number(points) if points else "0"
