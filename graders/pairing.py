"""Walks an expected answer and a student's together: containers by value, shapes strictly. Gives the pairs of arrays to compare.

Also the words in which differences are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Path = tuple[int | str, ...]


@dataclass(frozen=True)
class Difference:
    """Why a value is not the expected one.

    sentence: for the student of a public check, with numbers; category: for a hidden check, without.
    ratio: error / tolerance, infinite where no error can be measured (shape, type, integers, NaN).
    path: which part of the answer, (0,) or ("Wf",). evidence: numbers for the sheet.
    """

    sentence: str
    category: str
    ratio: float = float("inf")
    path: Path = ()
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaf:
    """One array or number of the expected answer with what the student gave in its place."""

    path: Path
    expected: np.ndarray
    value: Any
    scale: float


def pair(expected: Any, value: Any, path: Path) -> tuple[list[Leaf], Difference | None]:
    """Walk both trees together. Gives the pairs, or the first difference in structure or shape."""
    leaves: list[Leaf] = []
    for step in _walk(expected, value, path):
        if isinstance(step, Difference):
            return [], step
        leaves.append(step)
    return leaves, None


def _walk(expected: Any, value: Any, path: Path) -> Iterator[Leaf | Difference]:
    if value is None and expected is not None:
        yield Difference(f"{where(path)} is None: is a `return` missing?", "the answer is None: is a `return` missing?", path=path)
    elif isinstance(expected, dict):
        yield from _walk_dict(expected, value, path)
    elif isinstance(expected, (list, tuple)):
        yield from _walk_list(expected, value, path)
    elif isinstance(expected, str) or expected is None:
        if value != expected or not isinstance(value, type(expected)):
            yield Difference(
                f"{where(path)} is {_short(value)} where {_short(expected)} is expected", "the answer is another one", path=path
            )
    else:
        yield _numeric_leaf(np.asarray(expected), value, path)


def _walk_dict(expected: dict[Any, Any], value: Any, path: Path) -> Iterator[Leaf | Difference]:
    if not isinstance(value, dict):
        yield Difference(
            f"{where(path)} is {_kind(value)}; a dict with the keys {_names(expected)} is expected", "a dict is expected", path=path
        )
        return
    missing, extra = [k for k in expected if k not in value], [k for k in value if k not in expected]
    if missing or extra:
        words = [f"lacks the keys {_names(missing)}"] * bool(missing) + [f"has keys that nobody asked for, {_names(extra)}"] * bool(extra)
        yield Difference(f"{where(path)} {' and '.join(words)}", "the dict's keys are other ones", path=path)
        return
    for key, item in expected.items():
        yield from _walk(item, value[key], (*path, key))


def _walk_list(expected: list[Any] | tuple[Any, ...], value: Any, path: Path) -> Iterator[Leaf | Difference]:
    if isinstance(value, np.ndarray) and value.ndim:
        value = list(value)
    if not isinstance(value, (list, tuple)):
        yield Difference(
            f"{where(path)} is {_kind(value)}; a sequence of {len(expected)} is expected",
            f"a sequence of {len(expected)} is expected",
            path=path,
        )
    elif len(value) != len(expected):
        yield Difference(
            f"{where(path)} has {len(value)} entries where {len(expected)} are expected", "the number of entries is another one", path=path
        )
    else:
        for i, (one, other) in enumerate(zip(expected, value, strict=True)):
            yield from _walk(one, other, (*path, i))


def _numeric_leaf(expected: np.ndarray, value: Any, path: Path) -> Leaf | Difference:
    array = as_array(value)
    if array is None:
        wanted = f"an array of shape {expected.shape}" if expected.ndim else "a number"
        return Difference(f"{where(path)} is {_kind(value)}; {wanted} is expected", f"{wanted} is expected", path=path)
    if array.shape != expected.shape:
        return Difference(
            f"{where(path)} has shape {array.shape} where {expected.shape} is expected",
            f"{where(path)} has the wrong shape, {array.shape}",
            path=path,
            evidence={"expected_shape": list(expected.shape), "yours_shape": list(array.shape)},
        )
    finite = np.abs(expected[np.isfinite(expected)]) if expected.dtype.kind in "fc" else np.abs(expected.astype(np.float64))
    return Leaf(path, expected, array, float(np.max(finite, initial=0.0)))


def as_array(value: Any) -> np.ndarray | None:
    """The value as an array of numbers, or None where it is none (text, None, a ragged list)."""
    if isinstance(value, (str, dict)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return None
    return array if array.dtype.kind in "biufc" else None


def where(path: Path) -> str:
    return f"part {_steps(path)} of your answer" if path else "your answer"


def of_part(path: Path) -> str:
    return f"in part {_steps(path)} of your answer, " if path else ""


def _steps(path: Path) -> str:
    return "".join(f"[{step!r}]" for step in path)


def index(where: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, where))}]"


def number(x: Any) -> str:
    return f"{x.item() if hasattr(x, 'item') else x:.6g}" if not isinstance(x, (bool, np.bool_)) else str(bool(x))


def _names(keys: Any) -> str:
    return ", ".join(f"`{key}`" for key in list(keys)[:8]) + (", ..." if len(list(keys)) > 8 else "")


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, (bool, int, float, complex)):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "a dict"
    return f"a sequence of {len(value)}" if isinstance(value, (list, tuple)) else "None"
