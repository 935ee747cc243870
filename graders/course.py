"""What submissions of one assignment are graded with."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from .assignment import Assignment, Check, Task, dependencies
from .fixture import Fixture


@dataclass(frozen=True)
class Course:
    """An assignment, its fixture, and how much of it is asked for.

    public_only: leave hidden checks out, and what a person marks. only: the tasks that are asked for; none means all.
    patience: so many cases of a task may take too long before its other ones are not run any more.
    """

    assignment: Assignment
    fixture: Fixture
    public_only: bool = False
    only: frozenset[str] = frozenset()
    patience: int = 3

    @functools.cached_property
    def checks(self) -> tuple[tuple[Task, Check], ...]:
        """Every check that is judged, after those that it depends on."""
        pairs = [pair for pair in self.assignment.order() if not (self.public_only and (pair[1].hidden or pair[1].by_hand))]
        wanted: set[str] = set()
        for task, check in reversed(pairs):  # an earlier one may be needed by a later one
            name = f"{task.name}.{check.name}"
            if not self.only or task.name in self.only or name in wanted:
                wanted |= {name, *dependencies(task, check)}
        return tuple((task, check) for task, check in pairs if f"{task.name}.{check.name}" in wanted)

    @functools.cached_property
    def twice(self) -> frozenset[tuple[str, str]]:
        """The (task, group) whose cases are run twice, for a check that wants the same answer again."""
        return frozenset(self.assignment.group(task, check) for task, check in self.checks if check.compare == "pure")
