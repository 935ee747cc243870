"""The fixtures of an assignment as they lie on the disk: read with suspicion, and held against the assignment.

Whatever is wrong with a file is one FixtureError that names it and the remedy.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from pydantic import ValidationError

from .assignment import Assignment, Check, Task
from .checked import read
from .errors import FixtureError
from .fixture import VISIBILITIES, Case, Fixture, TaskFixture, tasks_of
from .fixture_page import KINDS, SCHEMA, Arrays, TaskPage
from .folders import Folders
from .job import Call
from .tries import has_seed

LARGEST_BYTES = 100_000_000


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
        tasks = tasks_of(pair.tasks, pair.arrays)
    except (ValueError, TypeError, RecursionError) as error:
        Source(folder / f"{visibility}.json", remedy).refuse(f"is not a fixture: {error}")
    digest.update(pair.text)
    return tasks


# ---- one pair ----


@dataclass(frozen=True, kw_only=True)
class _Head:
    schema: str
    assignment: str
    visibility: str
    made_with: dict[str, str]
    sha256: str
    tasks: dict[str, TaskPage]


@dataclass(frozen=True)
class Pair:
    """What a JSON and npz pair holds. text: the bytes of the JSON."""

    tasks: dict[str, TaskPage]
    arrays: Arrays
    text: bytes


@dataclass(frozen=True)
class Source:
    """A file that is read, and the remedy if it is of no use."""

    path: Path
    remedy: str

    def refuse(self, said: str) -> NoReturn:
        raise FixtureError(f"{self.path} {said}. {self.remedy}") from None

    def read(self) -> bytes:
        if not self.path.exists():
            self.refuse("is missing")
        if not self.path.is_file():
            self.refuse("is not a file")
        try:
            if self.path.stat().st_size > LARGEST_BYTES:
                self.refuse("is far larger than a fixture can be")
            return self.path.read_bytes()
        except OSError as error:
            return self.refuse(f"cannot be read ({error.strerror}): look at its rights, or build it again")


def read_pair(folder: Path, slug: str, visibility: str, remedy: str) -> Pair:
    """Read one pair. Raises FixtureError where a file is missing, altered, of another schema, assignment or visibility."""
    pages, data = Source(folder / f"{visibility}.json", remedy), Source(folder / f"{visibility}.npz", remedy)
    text, raw = pages.read(), data.read()
    head = _head(pages, text)
    if head.assignment != slug:
        pages.refuse(f"is of the assignment `{head.assignment[:60]}`, not of `{slug}`: somebody copied it there")
    if head.visibility != visibility:
        pages.refuse(f"holds the {head.visibility[:60]} cases, not the {visibility} ones: somebody copied it there")
    if head.sha256 != hashlib.sha256(raw).hexdigest():
        data.refuse(f"is not the file that {pages.path.name} was written with: one of them was changed")
    return Pair(head.tasks, _arrays(data, raw), text)


def _head(source: Source, text: bytes) -> _Head:
    try:
        page = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        source.refuse(f"is not JSON{line}")
    if not isinstance(page, dict) or "schema" not in page:
        source.refuse("is not a fixture: it has no `schema`")
    if page["schema"] != SCHEMA:
        source.refuse(f"is of schema {str(page['schema'])[:60]!r}, this version reads {SCHEMA!r}")
    try:
        return read(_Head, page)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        source.refuse(f"is not a fixture: `{place[:200]}`: {first['msg']}")


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _arrays(source: Source, raw: bytes) -> Arrays:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > LARGEST_BYTES:
            source.refuse("is far larger than a fixture can be")
        with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except FixtureError:
        raise
    except Exception as error:  # zipfile, zlib and NumPy each have their own errors for a damaged file
        source.refuse(f"cannot be read as arrays ({type(error).__name__})")
    odd = next((name for name, array in arrays.items() if not isinstance(array, np.ndarray) or array.dtype.kind not in KINDS), None)
    if odd is not None:
        source.refuse(f"holds `{odd[:60]}`, which is not an array of numbers, truth values or text")
    return arrays


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
    if check.tries > 1 and not has_seed(assignment, case):
        yield "has no `seed` among its arguments, so that it cannot be tried again; delete `tries`"
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
