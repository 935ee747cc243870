"""Reads assignments/<slug>/assignment.yaml into typed nouns, and says file, line and key of whatever is wrong in it."""

from __future__ import annotations

import ast
import difflib
import functools
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from .errors import AssignmentError

Compare = Literal["close", "equal", "raises", "shape", "probability", "unchanged", "pure", "decreasing", "at_least"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Limits(_Strict):
    """seconds: processor time a check; memory_mb: beyond the libraries; output_kb: printed text; load_seconds: import, or a cell."""

    seconds: float = Field(default=10, gt=0, le=3600)
    memory_mb: int = Field(default=2048, gt=0)
    output_kb: int = Field(default=64, ge=0)
    load_seconds: float = Field(default=60, gt=0, le=3600)


class Check(_Strict):
    """One judged sentence.

    compare: a function of graders/compare.py.
    cases: the group of cases it is judged on, of this task; "other_task.group" takes another task's.
    after: checks ("weather", or "other_task.weather") that must pass first; otherwise this one is skipped.
    part: judge only this part of the answer (position in a tuple, key of a dict).
    error: the exception that `raises` wants. bar and measure: what `at_least` wants.
    thin_margin: why the nearest mistake may come closer than ten tolerances.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=3)
    compare: Compare
    cases: str
    points: float = Field(gt=0)
    hidden: bool = False
    after: tuple[str, ...] = ()
    part: int | str | None = None
    error: str = "ValueError"
    measure: Literal["accuracy"] | None = None
    bar: float | None = None
    thin_margin: str | None = None

    @model_validator(mode="after")
    def _at_least_needs_a_bar(self) -> Check:
        if (self.compare == "at_least") != (self.bar is not None and self.measure is not None):
            raise ValueError("`at_least` needs `measure` and `bar`, and nothing else takes them")
        return self


class Task(_Strict):
    """One function or class that the student writes.

    entry: its signature as the handout prints it. convention: which of several right definitions, in words that stand in the
    handout too. source: where the formula comes from. limits: where they differ from the assignment's.
    """

    entry: str
    title: str
    convention: str = ""
    source: str = ""
    limits: Limits | None = None
    checks: tuple[Check, ...] = Field(min_length=1)

    @field_validator("entry")
    @classmethod
    def _is_a_signature(cls, entry: str) -> str:
        try:
            ast.parse(f"def {entry}: ...")
        except SyntaxError:
            raise ValueError(f"`{entry}` is not a signature; write it as `viterbi(A, B, pi, observations)`") from None
        return entry

    @model_validator(mode="after")
    def _checks_have_their_own_names(self) -> Task:
        _all_different([check.name for check in self.checks], "check")
        return self

    @property
    def name(self) -> str:
        return self.entry.split("(")[0].strip()

    @functools.cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of the entry's arguments, in order."""
        function = ast.parse(f"def {self.entry}: ...").body[0]
        assert isinstance(function, ast.FunctionDef)
        return tuple(argument.arg for argument in function.args.args + function.args.kwonlyargs)

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)


class Assignment(_Strict):
    """A unit handed out. slug: its folder's name. models: the files of reference/ that hold its entries."""

    slug: str
    title: str
    slides: str
    summary: str = ""
    models: tuple[str, ...] = ()
    limits: Limits = Limits()
    tasks: tuple[Task, ...] = Field(min_length=1)

    @property
    def points(self) -> float:
        return sum(task.points for task in self.tasks)

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
        _all_different([task.name for task in self.tasks], "task")
        known = {f"{task.name}.{check.name}" for task in self.tasks for check in task.checks}
        for task in self.tasks:
            for check in task.checks:
                if self.group(task, check)[0] not in self.entries:
                    raise ValueError(f"check `{task.name}.{check.name}` takes cases of an unknown task: `{check.cases}`")
                for earlier in check.after:
                    if _full(task, earlier) not in known:
                        raise ValueError(f"check `{task.name}.{check.name}` comes after an unknown check: `{earlier}`")
        self.order()
        return self

    def order(self) -> list[tuple[Task, Check]]:
        """Every check after those that it depends on; otherwise in the order of the file."""
        waiting = [(task, check) for task in self.tasks for check in task.checks]
        placed: list[tuple[Task, Check]] = []
        done: set[str] = set()
        while waiting:
            ready = next((pair for pair in waiting if all(_full(pair[0], name) in done for name in pair[1].after)), None)
            if ready is None:
                circle = ", ".join(f"{task.name}.{check.name}" for task, check in waiting)
                raise ValueError(f"these checks wait for each other: {circle}")
            waiting.remove(ready)
            placed.append(ready)
            done.add(f"{ready[0].name}.{ready[1].name}")
        return placed


def _full(task: Task, check: str) -> str:
    return check if "." in check else f"{task.name}.{check}"


def dependencies(task: Task, check: Check) -> tuple[str, ...]:
    """The full names ("viterbi.weather") of the checks that must pass before this one."""
    return tuple(_full(task, name) for name in check.after)


def _all_different(names: list[str], noun: str) -> None:
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two {noun}s are called `{min(twice)}`")


def slugs(root: Path) -> list[str]:
    """The assignments that there are, by folder name."""
    return sorted(path.parent.name for path in root.glob("*/assignment.yaml"))


def load(root: Path, slug: str) -> Assignment:
    """Read one assignment. root: the assignments folder. Raises AssignmentError with file, line, key and remedy."""
    path = root / slug / "assignment.yaml"
    if not path.is_file():
        near = difflib.get_close_matches(slug, slugs(root), n=1)
        meant = f" Did you mean `{near[0]}`?" if near else ""
        raise AssignmentError(f"There is no assignment `{slug}`.{meant} `assay list` shows what there is.")
    return parse(path.read_text(encoding="utf-8"), slug=slug, file=str(path))


def parse(text: str, *, slug: str, file: str) -> Assignment:
    """Check the text of an assignment.yaml. Raises AssignmentError."""
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader) or yaml.MappingNode("", [])
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise AssignmentError(f"{file}, line {line}: this is not YAML ({getattr(error, 'problem', error)}). Mend the line.") from None
    if not isinstance(data, dict):
        raise AssignmentError(f"{file}, line 1: an assignment is a mapping with `title`, `slides` and `tasks`.")
    if "slug" in data:
        raise AssignmentError(f"{file}: `slug` is the folder's name; delete the key.")
    try:
        return Assignment(slug=slug, **data)
    except ValidationError as error:
        raise AssignmentError(f"{file}, {_first_problem(error, tree)}") from None


def _first_problem(error: ValidationError, tree: yaml.Node) -> str:
    found = error.errors()
    first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])  # a misspelt key is also a missing one
    path = first["loc"]
    line = _line(tree, path)
    key = ".".join(str(part) for part in path) or "(top level)"
    if first["type"] == "extra_forbidden":
        allowed = _allowed(path)
        near = difflib.get_close_matches(str(path[-1]), allowed, n=1)
        remedy = f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(allowed)}."
        return f"line {line}: unknown key `{key}`. {remedy}"
    if first["type"] == "missing":
        return f"line {line}: the key `{key}` is missing. Add it."
    return f"line {line}: `{key}`: {first['msg'].removeprefix('Value error, ')}."


def _allowed(path: tuple[int | str, ...]) -> list[str]:
    names = [part for part in path[:-1] if isinstance(part, str)]
    models: dict[str, type[BaseModel]] = {"checks": Check, "tasks": Task, "limits": Limits}
    model = models.get(names[-1], Assignment) if names else Assignment
    return [name for name in model.model_fields if name != "slug"]


def _line(tree: yaml.Node, path: tuple[int | str, ...]) -> int:
    """Line of the deepest node on the path that the file has."""
    node, line = tree, tree.start_mark.line
    for part in path:
        step: Any = None
        if isinstance(node, yaml.MappingNode):
            step = next(((key, value) for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            step = (node.value[part], node.value[part])
        if step is None:
            break
        line, node = step[0].start_mark.line, step[1]
    return line + 1
