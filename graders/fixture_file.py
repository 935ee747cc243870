"""One JSON and npz pair of a fixture as it lies on the disk: read with suspicion, written with the same bytes every time.

Nothing here knows what a case means. Whatever is wrong with a pair is one FixtureError that names the file and the remedy.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .errors import FixtureError
from .job import Kept, Status

SCHEMA = "assay/fixture/v1"

LARGEST_BYTES = 100_000_000
_KINDS = "biufcU"  # of array elements: whole, real and complex numbers, truth values, text

Arrays = dict[str, np.ndarray]
Positive = Annotated[float, Field(gt=0)]


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class CallPage(_Page):
    """A call; what it is given is still a tree (see `from_tree`)."""

    entry: str
    positional: list[Any]
    named: dict[str, Any]
    keep: str | None


class AnswerPage(_Page):
    """What a named mistake gives. error: the type of its exception."""

    status: Status
    value: Any
    error: str | None


class CasePage(_Page):
    """The fields of graders.fixture.Case, arrays by name."""

    name: str
    catches: list[str]
    calls: Annotated[list[CallPage], Field(min_length=1)]
    expected: Any
    raises: str | None
    tolerance: dict[str, Positive]
    error32: float | None
    margin: float | None
    scores: dict[str, dict[str, float]]
    wrong: dict[str, AnswerPage]


class TaskPage(_Page):
    """The fields of graders.fixture.TaskFixture. A group has a case."""

    convention: str
    source: str
    mistakes: dict[str, str]
    explanations: dict[str, str] = Field(default_factory=dict)
    groups: dict[str, Annotated[list[CasePage], Field(min_length=1)]]


class _Head(_Page):
    schema_: str = Field(alias="schema")
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
        return _Head.model_validate(page)
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
    odd = next((name for name, array in arrays.items() if not isinstance(array, np.ndarray) or array.dtype.kind not in _KINDS), None)
    if odd is not None:
        source.refuse(f"holds `{odd[:60]}`, which is not an array of numbers, truth values or text")
    return arrays


# ---- writing ----


def pair_of(head: dict[str, Any], tasks: dict[str, Any], arrays: Arrays) -> tuple[bytes, bytes]:
    """The bytes of a JSON and its npz. head: assignment, visibility, made_with. Writes nothing."""
    data = _npz(arrays)
    page = {"schema": SCHEMA, **head, "sha256": hashlib.sha256(data).hexdigest(), "tasks": tasks}
    return (json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode(), data


def _npz(arrays: Arrays) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            page = io.BytesIO()
            np.lib.format.write_array(page, np.ascontiguousarray(array) if array.ndim else array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), page.getvalue(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


# ---- values <-> JSON ----


def to_tree(value: Any, arrays: Arrays, label: str) -> Any:
    """A plain value as JSON, its arrays put aside under names that begin with the label. NaN and infinities are words."""
    if isinstance(value, np.ndarray) and value.dtype.kind in _KINDS:
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
    kind = f"array of {value.dtype}" if isinstance(value, np.ndarray) else type(value).__name__
    raise FixtureError(f"A value of type {kind} cannot be stored ({label}). Use numbers, text, lists, tuples, dicts and arrays.")


def from_tree(page: Any, arrays: Arrays) -> Any:
    """The inverse of `to_tree`. Raises ValueError, TypeError or KeyError where it is none."""
    if isinstance(page, list):
        return [from_tree(item, arrays) for item in page]
    if not isinstance(page, dict):
        return page
    if len(page) != 1:
        raise ValueError("a value has two tags")
    ((tag, content),) = page.items()
    if tag in ("$array", "$float", "$kept") and not isinstance(content, str):
        raise ValueError(f"{tag} wants text")
    if tag == "$array":
        if content not in arrays:
            raise ValueError(f"the array `{content}` is not in the npz")
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
