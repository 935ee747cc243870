"""Reads assignments/<slug>/assignment.yaml into typed nouns, and says file, line and key of whatever is wrong in it."""

from __future__ import annotations

import ast
import functools
import keyword
import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from . import yaml_file
from .check import NAME, Check, Strict
from .errors import AssignmentError
from .quiz import Question
from .yaml_file import Misplaced, Place, nearest


class Limits(Strict):
    """seconds: processor time a check; memory_mb: beyond the libraries; output_kb: printed text; load_seconds: import, or a cell."""

    seconds: float = Field(default=10, gt=0, le=3600)
    memory_mb: int = Field(default=2048, gt=0, le=1_000_000)
    output_kb: int = Field(default=64, ge=0, le=100_000)
    load_seconds: float = Field(default=60, gt=0, le=3600)


class Task(Strict):
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
    checks: tuple[Check, ...] = Field(min_length=1)

    @field_validator("entry")
    @classmethod
    def _is_a_signature(cls, entry: str) -> str:
        if _function(entry) is None:
            raise ValueError(f"`{yaml_file.short(entry)}` is not a signature; write it as `viterbi(A, B, pi, observations)`")
        return entry

    @field_validator("forbid")
    @classmethod
    def _are_library_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for i, name in enumerate(names):
            if not all(part.isidentifier() for part in name.split(".")):
                raise Misplaced((i,), f"`{yaml_file.short(name)}` is no name of a library; write it in full, as `torch.nn.LSTM`")
        return names

    @model_validator(mode="after")
    def _checks_have_their_own_names(self) -> Task:
        _all_different([check.name for check in self.checks], "check", ("checks",), "name")
        _all_different([question.name for question in self.quiz], "question", ("quiz",), "name")
        own = {check.name for check in self.checks if check.compare != "choice"}
        if taken := [i for i, question in enumerate(self.quiz) if question.name in own]:
            raise Misplaced(("quiz", taken[0], "name"), "a check of this task has that name; give the question another one")
        return self

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


class Assignment(Strict):
    """A unit handed out. slug: its folder's name. models: the files of reference/ that hold its entries."""

    slug: str
    title: str
    slides: str
    summary: str = ""
    models: tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ...] = ()
    limits: Limits = Limits()
    tasks: tuple[Task, ...] = Field(min_length=1)

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)

    @functools.cached_property
    def automatic(self) -> Assignment:
        """The assignment without what a person marks: all that fixtures know of."""
        kept = [task.model_copy(update={"checks": tuple(check for check in task.checks if not check.by_hand)}) for task in self.tasks]
        return self.model_copy(update={"tasks": tuple(task for task in kept if task.checks)})

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

    @model_validator(mode="after")
    def _names_resolve(self) -> Assignment:
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
        return self

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


def slugs(root: Path) -> list[str]:
    """The assignments that there are, by folder name."""
    return sorted(path.parent.name for path in root.glob("*/assignment.yaml"))


def load(root: Path, slug: str) -> Assignment:
    """Read one assignment. root: the assignments folder. Raises AssignmentError with file, line, key and remedy."""
    known = slugs(root)
    if slug not in known:
        meant = nearest(slug, known) if known else f"{root} holds none."
        raise AssignmentError(f"There is no assignment `{slug}`. {meant} `assay list` shows what there is.")
    path = root / slug / "assignment.yaml"
    if not NAME.fullmatch(slug) or keyword.iskeyword(slug):
        better = re.sub(r"\W+", "_", slug.lower(), flags=re.ASCII).strip("_0123456789") or "counting"
        raise AssignmentError(
            f"{path}, line 1: the folder's name `{slug}` is made of more than lower-case letters, digits and `_` (a letter first), "
            f"or is a word of Python. Rename the folder, for example to `{better}{'_1' * keyword.iskeyword(better)}`."
        )
    return parse(yaml_file.text_of(path), slug=slug, file=str(path))


def parse(text: str, *, slug: str, file: str) -> Assignment:
    """Check the text of an assignment.yaml. Raises AssignmentError."""
    data, tree = yaml_file.parse(text, file)
    if not isinstance(data, dict):
        raise AssignmentError(f"{file}, line 1: an assignment is a mapping. Write `title:`, `slides:` and `tasks:`.")
    if "slug" in data:
        raise AssignmentError(f"{file}, line {yaml_file.line_of(tree, ('slug',))}: `slug` is the folder's name. Delete the key.")
    try:
        return _with_questions(Assignment.model_validate({"slug": slug, **data}))
    except ValidationError as error:
        raise AssignmentError(f"{file}, {yaml_file.first_problem(error, tree, _allowed)}") from None


def _with_questions(assignment: Assignment) -> Assignment:
    """The assignment with a check for every question of its quizzes."""
    tasks = tuple(
        task.model_copy(update={"checks": (*task.checks, *(question.check() for question in task.quiz))}) for task in assignment.tasks
    )
    return assignment.model_copy(update={"tasks": tasks})


def _allowed(place: Place) -> list[str]:
    """The keys of the mapping that holds this place."""
    names = [part for part in place[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {"checks": Check, "quiz": Question, "tasks": Task, "limits": Limits}
    model = models.get(names[-1], Assignment) if names else Assignment
    return [name for name in model.model_fields if name != "slug"]
