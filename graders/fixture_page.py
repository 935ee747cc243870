"""What stands in the JSON and npz pair of a fixture: the fields of each noun, and values as JSON with their arrays put aside."""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np
from annotated_types import Gt, MinLen

from .errors import FixtureError
from .job import Kept, Status

SCHEMA = "assay/fixture/v1"
KINDS = "biufcU"  # of array elements: whole, real and complex numbers, truth values, text

Arrays = dict[str, np.ndarray]
Positive = Annotated[float, Gt(0)]


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """A call; what it is given is still a tree (see `from_tree`)."""

    entry: str
    positional: list[Any]
    named: dict[str, Any]
    keep: str | None


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """What a named mistake gives. error: the type of its exception."""

    status: Status
    value: Any
    error: str | None


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The fields of graders.fixture.Case, arrays by name. tolerance: `rtol` by precision; own: the same, where there is one."""

    name: str
    catches: list[str]
    calls: Annotated[list[CallPage], MinLen(1)]
    expected: Any
    raises: str | None
    tolerance: dict[str, Positive]
    error32: float | None
    margin: float | None
    scores: dict[str, dict[str, float]]
    wrong: dict[str, AnswerPage]
    own: dict[str, Positive] = field(default_factory=dict)
    wrong32: dict[str, AnswerPage | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """The fields of graders.fixture.TaskFixture. A group has a case."""

    convention: str
    source: str
    mistakes: dict[str, str]
    explanations: dict[str, str] = field(default_factory=dict)
    groups: dict[str, Annotated[list[CasePage], MinLen(1)]]


# ---- writing ----


def pair_of(head: dict[str, Any], tasks: dict[str, Any], arrays: Arrays) -> tuple[bytes, bytes]:
    """The bytes of a JSON and its npz, in which equal arrays lie once. head: assignment, visibility, made_with. Writes nothing."""
    first: dict[tuple[str, tuple[int, ...], bytes], str] = {}
    names = {name: first.setdefault((array.dtype.str, array.shape, array.tobytes()), name) for name, array in arrays.items()}
    data = _npz({name: array for name, array in arrays.items() if names[name] == name})
    page = {"schema": SCHEMA, **head, "sha256": hashlib.sha256(data).hexdigest(), "tasks": _renamed(tasks, names)}
    return (json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode(), data


def _renamed(tree: Any, names: dict[str, str]) -> Any:
    """A tree whose arrays go by other names."""
    if isinstance(tree, list):
        return [_renamed(item, names) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.keys() == {"$array"}:
        return {"$array": names[tree["$array"]]}
    return {key: _renamed(item, names) for key, item in tree.items()}


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
    if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
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
