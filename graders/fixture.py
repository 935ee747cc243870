"""The stored ground truth of an assignment: fixtures/<slug>/{public,hidden}.{json,npz}.

The JSON holds the structure, words and numbers; arrays lie in the npz (no pickles) under the names that {"$array": name} gives.
Public and hidden cases are in separate files, so that a student's kit carries the public pair only. `assay fixtures build` writes
them, with the same bytes every time; nothing else does.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .compare import Tolerance
from .errors import FixtureError
from .job import Answer, Call, Kept, StudentError

SCHEMA = "assay/fixture/v1"
VISIBILITIES = ("public", "hidden")


@dataclass(frozen=True)
class Case:
    """One input with its expected output.

    name: "viterbi/slides/0". expected: the right answer. raises: the exception that is the right answer instead.
    tolerance: by precision, "float64" and "float32". error32: the measured float32 error that it comes from.
    margin: error / tolerance of the nearest mistake. wrong: mistake -> the answer that it gives here, where that differs.
    scores: for a task judged by behaviour, what the reference and each mistake reached when the fixture was built.
    """

    name: str
    calls: tuple[Call, ...]
    expected: Any = None
    raises: str | None = None
    tolerance: dict[str, Tolerance] = field(default_factory=dict)
    error32: float | None = None
    margin: float | None = None
    wrong: dict[str, Answer] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TaskFixture:
    """The groups of cases of one task, the convention in words, and the hints of its mistakes."""

    convention: str = ""
    source: str = ""
    groups: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fixture:
    """All ground truth of one assignment. sha256: of the files it was read from."""

    slug: str
    tasks: dict[str, TaskFixture]
    sha256: str = ""

    def cases(self, task: str, group: str) -> tuple[Case, ...]:
        try:
            return self.tasks[task].groups[group]
        except KeyError:
            raise FixtureError(
                f"The fixtures of `{self.slug}` have no cases `{group}` of `{task}`. Run `assay fixtures build {self.slug}`."
            ) from None

    def hints(self, task: str) -> dict[str, str]:
        return self.tasks[task].hints if task in self.tasks else {}


def load(root: Path, slug: str, *, public_only: bool = False) -> Fixture:
    """Read an assignment's fixtures. Raises FixtureError where a file is missing, altered or of another schema."""
    tasks: dict[str, TaskFixture] = {}
    digest = hashlib.sha256()
    for visibility in VISIBILITIES[:1] if public_only else VISIBILITIES:
        part = _read(root / slug, visibility, slug, digest)
        for name, more in part.items():
            known = tasks.get(name, TaskFixture())
            tasks[name] = TaskFixture(
                more.convention or known.convention,
                more.source or known.source,
                {**known.groups, **more.groups},
                {**known.hints, **more.hints},
            )
    return Fixture(slug, tasks, digest.hexdigest())


def _read(folder: Path, visibility: str, slug: str, digest: Any) -> dict[str, TaskFixture]:
    build = f"Run `assay fixtures build {slug}`."
    pages, data = folder / f"{visibility}.json", folder / f"{visibility}.npz"
    for path in (pages, data):
        if not path.is_file():
            raise FixtureError(f"{path} is missing. {build}")
    raw = data.read_bytes()
    try:
        page = json.loads(pages.read_text(encoding="utf-8"))
        if page["schema"] != SCHEMA:
            raise FixtureError(f"{pages} is of schema {page['schema']!r}, this version reads {SCHEMA!r}. {build}")
        if page["sha256"] != hashlib.sha256(raw).hexdigest():
            raise FixtureError(f"{data} is not the file that {pages.name} was written with: one of them was changed. {build}")
        with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        tasks = {name: _task_from(task, arrays) for name, task in page["tasks"].items()}
    except FixtureError:
        raise
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise FixtureError(f"{pages} cannot be read ({type(error).__name__}: {error}). {build}") from None
    digest.update(pages.read_bytes())
    return tasks


def files_of(fixture: Fixture, visibility: str, made_with: dict[str, str]) -> dict[str, bytes]:
    """The bytes of one JSON and npz pair, the same every time. Writes nothing."""
    arrays: dict[str, np.ndarray] = {}
    tasks = {name: _task_to(task, arrays) for name, task in fixture.tasks.items()}
    data = _npz(arrays)
    page = {
        "schema": SCHEMA,
        "assignment": fixture.slug,
        "visibility": visibility,
        "made_with": made_with,
        "sha256": hashlib.sha256(data).hexdigest(),
        "tasks": tasks,
    }
    text = json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {f"{visibility}.json": text.encode(), f"{visibility}.npz": data}


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            page = io.BytesIO()
            np.lib.format.write_array(page, np.ascontiguousarray(array) if array.ndim else array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), page.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# ---- nouns <-> JSON ----


def _task_to(task: TaskFixture, arrays: dict[str, np.ndarray]) -> dict[str, Any]:
    groups = {name: [_case_to(case, arrays) for case in cases] for name, cases in task.groups.items()}
    return {"convention": task.convention, "source": task.source, "mistakes": task.hints, "groups": groups}


def _task_from(page: dict[str, Any], arrays: dict[str, np.ndarray]) -> TaskFixture:
    groups = {name: tuple(_case_from(case, arrays) for case in cases) for name, cases in page["groups"].items()}
    return TaskFixture(page["convention"], page["source"], groups, page["mistakes"])


def _case_to(case: Case, arrays: dict[str, np.ndarray]) -> dict[str, Any]:
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


def _case_from(page: dict[str, Any], arrays: dict[str, np.ndarray]) -> Case:
    def call(item: dict[str, Any]) -> Call:
        named = {name: from_tree(value, arrays) for name, value in item["named"].items()}
        return Call(item["entry"], tuple(from_tree(value, arrays) for value in item["positional"]), named, item["keep"])

    def answer(item: dict[str, Any]) -> Answer:
        error = StudentError(item["error"], "") if item["error"] else None
        return Answer(item["status"], value=from_tree(item["value"], arrays), error=error)

    return Case(
        name=page["name"],
        calls=tuple(call(item) for item in page["calls"]),
        expected=from_tree(page["expected"], arrays),
        raises=page["raises"],
        tolerance={precision: Tolerance(rtol=rtol) for precision, rtol in page["tolerance"].items()},
        error32=page["error32"],
        margin=page["margin"],
        wrong={name: answer(item) for name, item in page["wrong"].items()},
        scores=page["scores"],
    )


def to_tree(value: Any, arrays: dict[str, np.ndarray], label: str) -> Any:
    """A plain value as JSON, its arrays put aside under names that begin with the label. NaN and infinities are words."""
    if isinstance(value, np.ndarray):
        name = label.replace("/", "-")
        arrays[name] = value
        return {"$array": name}
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    if isinstance(value, Kept):
        return {"$kept": value.name}
    if isinstance(value, dict):
        return {
            "$dict": [[to_tree(k, arrays, f"{label}.k{i}"), to_tree(v, arrays, f"{label}.{i}")] for i, (k, v) in enumerate(value.items())]
        }
    if isinstance(value, tuple):
        return {"$tuple": [to_tree(item, arrays, f"{label}.{i}") for i, item in enumerate(value)]}
    if isinstance(value, list):
        return [to_tree(item, arrays, f"{label}.{i}") for i, item in enumerate(value)]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise FixtureError(f"A case holds a {type(value).__name__} ({label}); use numbers, text, lists, tuples, dicts and arrays.")


def from_tree(page: Any, arrays: dict[str, np.ndarray]) -> Any:
    """The inverse of `to_tree`."""
    if isinstance(page, list):
        return [from_tree(item, arrays) for item in page]
    if not isinstance(page, dict):
        return page
    ((tag, content),) = page.items()
    if tag == "$array":
        return arrays[content]
    if tag == "$float":
        return float(content)
    if tag == "$kept":
        return Kept(content)
    if tag == "$tuple":
        return tuple(from_tree(item, arrays) for item in content)
    if tag == "$dict":
        return {from_tree(k, arrays): from_tree(v, arrays) for k, v in content}
    raise ValueError(f"unknown tag {tag!r}")
