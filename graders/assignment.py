"""An assignment as its assignment.yaml writes it: tasks, checks, points, limits."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import MinLen

from .check import NAME, Check
from .job import Limits
from .misplaced import Misplaced, Place, nearest, short
from .quiz import Question


@dataclass(frozen=True, kw_only=True)
class Task:
    """One function or class that the student writes.

    entry: its signature as the handout prints it. convention: which of several right definitions, in words that stand in the
    handout too. source: where the formula comes from. limits: where they differ from the assignment's.
    forbid: library names ("torch.nn.LSTM", or "torch.nn" for all that is in it) that the code of a from-scratch task must not use.
    quiz: questions that the entry answers with a dict; each becomes a hidden check after those that are written here.
    """

    entry: str
    title: str
    convention: str = ""
    source: str = ""
    limits: Limits | None = None
    forbid: tuple[str, ...] = ()
    quiz: tuple[Question, ...] = ()
    checks: Annotated[tuple[Check, ...], MinLen(1)]

    def __post_init__(self) -> None:
        """Raises Misplaced."""
        if _function(self.entry) is None:
            raise Misplaced(("entry",), f"`{short(self.entry)}` is not a signature; write it as `viterbi(A, B, pi, observations)`")
        for i, name in enumerate(self.forbid):
            if not all(part.isidentifier() for part in name.split(".")):
                raise Misplaced(("forbid", i), f"`{short(name)}` is no name of a library; write it in full, as `torch.nn.LSTM`")
        _all_different([check.name for check in self.checks], "check", ("checks",), "name")
        _all_different([question.name for question in self.quiz], "question", ("quiz",), "name")
        own = {check.name for check in self.checks if check.compare != "choice"}
        if taken := [i for i, question in enumerate(self.quiz) if question.name in own]:
            raise Misplaced(("quiz", taken[0], "name"), "a check of this task has that name; give the question another one")

    @property
    def name(self) -> str:
        return self.entry.split("(")[0].strip()

    @functools.cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of the entry's arguments, in order."""
        function = _function(self.entry)
        assert function is not None
        return tuple(argument.arg for argument in function.args.args)

    @functools.cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the arguments without a default."""
        function = _function(self.entry)
        assert function is not None
        return self.arguments[: len(self.arguments) - len(function.args.defaults)]

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A unit handed out. slug: its folder's name. models: the files of reference/ that hold its entries."""

    slug: str
    title: str
    slides: str
    summary: str = ""
    models: tuple[str, ...] = ()
    limits: Limits = Limits()
    tasks: Annotated[tuple[Task, ...], MinLen(1)]

    def __post_init__(self) -> None:
        """Raises Misplaced."""
        for i, name in enumerate(self.models):
            if not NAME.fullmatch(name):
                raise Misplaced(("models", i), f"`{short(name)}` is no file of reference/; write its name without `.py`, as `lstm`")
        self._names_resolve()

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)

    @functools.cached_property
    def automatic(self) -> Assignment:
        """The assignment without what a person marks: all that fixtures know of."""
        kept = [replace(task, checks=tuple(check for check in task.checks if not check.by_hand)) for task in self.tasks]
        return replace(self, tasks=tuple(task for task in kept if task.checks))

    @property
    def entries(self) -> frozenset[str]:
        return frozenset(task.name for task in self.tasks)

    def task(self, name: str) -> Task:
        return next(task for task in self.tasks if task.name == name)

    def group(self, task: Task, check: Check) -> tuple[str, str]:
        """(task, group) that a check's `cases` names."""
        owner, _, group = check.cases.rpartition(".")
        return owner or task.name, group

    def limits_of(self, task: Task) -> Limits:
        return task.limits or self.limits

    def is_public(self, owner: str, group: str) -> bool:
        """A group is public data as soon as one public check uses it."""
        return any(self.group(task, check) == (owner, group) and not check.hidden for task in self.tasks for check in task.checks)

    def _names_resolve(self) -> None:
        _all_different([task.name for task in self.tasks], "task", ("tasks",), "entry")
        places = self._places()
        for full, place in places.items():
            task = self.tasks[int(place[1])]
            check = task.checks[int(place[3])]
            owner, _ = self.group(task, check)
            if owner not in self.entries:
                said = f"check `{full}` takes cases of an unknown task, `{check.cases}`. {nearest(owner, sorted(self.entries))}"
                raise Misplaced((*place, "cases"), said)
            for earlier in check.after:
                if _full(task, earlier) not in places:
                    said = f"check `{full}` comes after an unknown check, `{earlier}`. {nearest(_full(task, earlier), places)}"
                    raise Misplaced((*place, "after"), said)
        self.order()

    def _places(self) -> dict[str, Place]:
        """Where in the file each check stands, by its full name."""
        pairs = [(i, j, task, check) for i, task in enumerate(self.tasks) for j, check in enumerate(task.checks)]
        return {f"{task.name}.{check.name}": ("tasks", i, "checks", j) for i, j, task, check in pairs}

    def order(self) -> list[tuple[Task, Check]]:
        """Every check after those that it depends on; otherwise in the order of the file."""
        waiting = [(task, check) for task in self.tasks for check in task.checks]
        placed: list[tuple[Task, Check]] = []
        done: set[str] = set()
        while waiting:
            ready = next((pair for pair in waiting if done.issuperset(dependencies(*pair))), None)
            if ready is None:
                circle = _circle({f"{task.name}.{check.name}": dependencies(task, check) for task, check in waiting})
                said = f"these checks wait for each other: {', '.join(circle)}; take one `after` out"
                raise Misplaced((*self._places()[circle[0]], "after"), said)
            waiting.remove(ready)
            placed.append(ready)
            done.add(f"{ready[0].name}.{ready[1].name}")
        return placed


def _function(entry: str) -> ast.FunctionDef | None:
    """A signature as Python reads it; None where it is anything but a name and plain arguments, with or without defaults."""
    head = f"def {entry}: "
    try:
        body = ast.parse(f"{head}...").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    function = body[0]
    if len(entry) > 500 or not entry.isprintable() or len(body) != 1 or not isinstance(function, ast.FunctionDef):
        return None
    arguments = function.args
    names = [argument.arg for argument in arguments.args]
    odd = arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg or function.returns
    whole = function.body[0].col_offset == len(head.encode()) and function.name == entry.split("(")[0].strip()
    return function if whole and function.name.isascii() and not odd and len(set(names)) == len(names) else None


def _circle(waiting: dict[str, tuple[str, ...]]) -> list[str]:
    """Checks of which each one waits for the next, and the last for the first."""
    way = [next(iter(waiting))]
    while (following := next(name for name in waiting[way[-1]] if name in waiting)) not in way:
        way.append(following)
    return way[way.index(following) :]


def _full(task: Task, check: str) -> str:
    return check if "." in check else f"{task.name}.{check}"


def dependencies(task: Task, check: Check) -> tuple[str, ...]:
    """The full names ("viterbi.weather") of the checks that must pass before this one."""
    return tuple(_full(task, name) for name in check.after)


def _all_different(names: list[str], noun: str, place: Place, key: str) -> None:
    first: dict[str, int] = {}
    for i, name in enumerate(names):
        if first.setdefault(name, i) != i:
            raise Misplaced((*place, i, key), f"two {noun}s are called `{name}`; give this one another name")
