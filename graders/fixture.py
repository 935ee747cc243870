"""The stored ground truth of an assignment: fixtures/<slug>/{public,hidden}.{json,npz}.

The JSON holds the structure, words and numbers; arrays lie in the npz (no pickles) under the names that {"$array": name} gives.
Public and hidden cases are in separate files, so that a student's kit carries the public pair only. `assay fixtures build` writes
them, with the same bytes every time; nothing else does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .assignment import Assignment, Check, Task
from .compare import Tolerance
from .errors import FixtureError
from .fixture_file import AnswerPage, Arrays, CallPage, CasePage, Source, TaskPage, from_tree, pair_of, read_pair, to_tree
from .folders import Folders
from .job import Answer, Call, StudentError

VISIBILITIES = ("public", "hidden")


@dataclass(frozen=True)
class Case:
    """One input with its expected output.

    name: "viterbi/slides/0". expected: the right answer. raises: the exception that is the right answer instead.
    tolerance: by precision, "float64" and "float32". error32: the measured float32 error that it comes from.
    margin: error / tolerance of the nearest mistake. wrong: mistake -> the answer that it gives here, where that differs.
    scores: for a case judged by behaviour, by measure, what the reference and each mistake reached when the fixture was built.
    """

    name: str
    calls: tuple[Call, ...]
    expected: Any = None
    raises: str | None = None
    tolerance: dict[str, Tolerance] = field(default_factory=dict)
    error32: float | None = None
    margin: float | None = None
    wrong: dict[str, Answer] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskFixture:
    """The groups of cases of one task, the convention in words, and the hints of its mistakes.

    explanations: check -> what the student reads after grading, whatever the outcome.
    """

    convention: str = ""
    source: str = ""
    groups: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fixture:
    """All ground truth of one assignment. sha256: of the files it was read from. remedy: what to run when it does not fit."""

    slug: str
    tasks: dict[str, TaskFixture]
    sha256: str = ""
    remedy: str = ""

    def cases(self, task: str, group: str) -> tuple[Case, ...]:
        try:
            return self.tasks[task].groups[group]
        except KeyError:
            remedy = self.remedy or f"Run `assay fixtures build {self.slug}`."
            raise FixtureError(f"The fixtures of `{self.slug}` have no cases `{group}` of `{task}`. {remedy}") from None

    def hints(self, task: str) -> dict[str, str]:
        return self.tasks[task].hints if task in self.tasks else {}

    def explanation(self, task: str, check: str) -> str | None:
        return self.tasks[task].explanations.get(check) if task in self.tasks else None


def load(root: Path, slug: str, *, public_only: bool = False) -> Fixture:
    """Read an assignment's fixtures. Raises FixtureError where a file is missing, altered, of another schema or of another assignment."""
    _look_at(root, slug)
    remedy = _remedy(root, slug)
    tasks: dict[str, TaskFixture] = {}
    digest = hashlib.sha256()
    for visibility in VISIBILITIES[:1] if public_only else VISIBILITIES:
        for name, more in _read(root / slug, slug, visibility, remedy, digest).items():
            known = tasks.get(name, TaskFixture())
            tasks[name] = TaskFixture(
                more.convention or known.convention,
                more.source or known.source,
                {**known.groups, **more.groups},
                {**known.hints, **more.hints},
                {**known.explanations, **more.explanations},
            )
    return Fixture(slug, tasks, digest.hexdigest(), remedy)


def _look_at(root: Path, slug: str) -> None:
    """Whether this can be a folder of fixtures at all."""
    give = "Give `--fixtures` the folder that `assay fixtures build --to DIR` wrote."
    if not root.is_dir():
        raise FixtureError(f"{root} is {'a file, not a folder' if root.exists() else 'not there'}. {give}")
    if (root / "public.json").exists() and not (root / slug).exists():
        raise FixtureError(f"{root} is the folder of one assignment. Give `--fixtures` the folder above it.")


def _remedy(root: Path, slug: str) -> str:
    if root.resolve() == Folders.of_clone().fixtures.resolve():
        return f"Run `assay fixtures build {slug}`."
    return f"Run `assay fixtures build {slug} --seed SEED --to {root}` with the seed of your course."


def _read(folder: Path, slug: str, visibility: str, remedy: str, digest: Any) -> dict[str, TaskFixture]:
    pair = read_pair(folder, slug, visibility, remedy)
    try:
        tasks = {name: _task_from(name, task, pair.arrays) for name, task in pair.tasks.items()}
    except (ValueError, TypeError, RecursionError) as error:
        Source(folder / f"{visibility}.json", remedy).refuse(f"is not a fixture: {error}")
    digest.update(pair.text)
    return tasks


def files_of(fixture: Fixture, visibility: str, made_with: dict[str, str]) -> dict[str, bytes]:
    """The bytes of one JSON and npz pair, the same every time. Writes nothing."""
    arrays: Arrays = {}
    tasks = {name: _task_to(task, arrays) for name, task in fixture.tasks.items()}
    page, data = pair_of({"assignment": fixture.slug, "visibility": visibility, "made_with": made_with}, tasks, arrays)
    return {f"{visibility}.json": page, f"{visibility}.npz": data}


# ---- a fixture and its assignment ----


def complete(assignment: Assignment, fixture: Fixture, *, public_only: bool = False) -> None:
    """Whether every check finds the cases that it was written for. Raises FixtureError: the fixture is older than the assignment."""
    found = list(gaps(assignment, fixture, public_only=public_only))
    if found:
        remedy = fixture.remedy or f"Run `assay fixtures build {fixture.slug}`."
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise FixtureError(f"The fixtures of `{fixture.slug}` do not fit its assignment.yaml: {found[0]}{more}. {remedy}")


def gaps(assignment: Assignment, fixture: Fixture, *, public_only: bool = False) -> Iterator[str]:
    """Everything that an assignment asks of a fixture and does not find."""
    for name in fixture.tasks:
        if name not in assignment.entries:
            yield f"the task `{name}` is gone"
    for task in assignment.tasks:
        if task.name not in fixture.tasks:
            yield f"the task `{task.name}` is new"
        for check in task.checks:
            if not (public_only and check.hidden):
                yield from _gaps_of(assignment, fixture, task, check)


def _gaps_of(assignment: Assignment, fixture: Fixture, task: Task, check: Check) -> Iterator[str]:
    owner, group = assignment.group(task, check)
    cases = fixture.tasks[owner].groups.get(group, ()) if owner in fixture.tasks else ()
    if not cases:
        yield f"check `{task.name}.{check.name}` asks for the cases `{owner}.{group}`, which are not there"
    for case in cases:
        said = next(_misfits(assignment, check, case), None)
        if said:
            yield f"check `{task.name}.{check.name}`: {case.name} {said}"


def _misfits(assignment: Assignment, check: Check, case: Case) -> Iterator[str]:
    """Why a case cannot be judged by a check."""
    if check.compare == "raises" and case.raises is None:
        yield "has an answer where the check wants an exception"
    if check.compare != "raises" and case.raises is not None:
        yield f"has the exception {case.raises} where the check wants an answer"
    if check.measured and check.measured not in case.scores:
        yield "is not one that is judged by behaviour"
    if check.part is not None and case.raises is None and not _has(case.expected, check.part):
        yield f"has no part {check.part!r} in its answer"
    for call in case.calls:
        if call.entry in assignment.entries:
            yield from _odd_arguments(assignment.task(call.entry), call)


def _has(expected: Any, part: int | str) -> bool:
    if isinstance(part, str):
        return isinstance(expected, dict) and part in expected
    return isinstance(expected, (list, tuple)) and part < len(expected)


def _odd_arguments(task: Task, call: Call) -> Iterator[str]:
    given = [*task.arguments[: len(call.positional)], *call.named]
    if len(call.positional) > len(task.arguments) or not set(call.named) <= set(task.arguments):
        yield f"gives arguments that `{task.entry}` does not take"
    elif lacks := [name for name in task.required if name not in given]:
        yield f"does not give `{lacks[0]}` to `{task.entry}`"


# ---- nouns <-> JSON ----


def _task_to(task: TaskFixture, arrays: Arrays) -> dict[str, Any]:
    groups = {name: [_case_to(case, arrays) for case in cases] for name, cases in task.groups.items()}
    page = {"convention": task.convention, "source": task.source, "mistakes": task.hints, "groups": groups}
    return {**page, "explanations": task.explanations} if task.explanations else page


def _task_from(name: str, page: TaskPage, arrays: Arrays) -> TaskFixture:
    groups = {}
    for group, cases in page.groups.items():
        groups[group] = tuple(_case_from(case, arrays) for case in cases)
        if [case.name for case in cases] != [f"{name}/{group}/{i}" for i in range(len(cases))]:
            raise ValueError(f"the cases of `{name}.{group}` have the names of others")
    return TaskFixture(page.convention, page.source, groups, page.mistakes, page.explanations)


def _case_to(case: Case, arrays: Arrays) -> dict[str, Any]:
    def tree(value: Any, label: str) -> Any:
        return to_tree(value, arrays, f"{case.name}/{label}")

    page: dict[str, Any] = {"name": case.name, "catches": sorted(case.wrong)}
    page["calls"] = [
        {
            "entry": call.entry,
            "positional": [tree(value, f"{i}.{j}") for j, value in enumerate(call.positional)],
            "named": {name: tree(value, f"{i}.{name}") for name, value in call.named.items()},
            "keep": call.keep,
        }
        for i, call in enumerate(case.calls)
    ]
    page["expected"] = tree(case.expected, "expected")
    page["raises"] = case.raises
    page["tolerance"] = {precision: tolerance.rtol for precision, tolerance in case.tolerance.items()}
    page["error32"], page["margin"], page["scores"] = case.error32, case.margin, case.scores
    page["wrong"] = {
        name: {
            "status": answer.status,
            "value": tree(answer.value, f"wrong/{name}"),
            "error": answer.error.type if answer.error else None,
        }
        for name, answer in case.wrong.items()
    }
    return page


def _case_from(page: CasePage, arrays: Arrays) -> Case:
    def call(item: CallPage) -> Call:
        named = {name: from_tree(value, arrays) for name, value in item.named.items()}
        return Call(item.entry, tuple(from_tree(value, arrays) for value in item.positional), named, item.keep)

    def answer(item: AnswerPage) -> Answer:
        error = StudentError(item.error, "") if item.error else None
        return Answer(item.status, value=from_tree(item.value, arrays), error=error)

    return Case(
        name=page.name,
        calls=tuple(call(item) for item in page.calls),
        expected=from_tree(page.expected, arrays),
        raises=page.raises,
        tolerance={precision: Tolerance(rtol=rtol) for precision, rtol in page.tolerance.items()},
        error32=page.error32,
        margin=page.margin,
        wrong={name: answer(item) for name, item in page.wrong.items()},
        scores=page.scores,
    )
