"""Walks an expected answer and a student's together: containers by value, shapes strictly. Gives the pairs of arrays to compare.

Also the words in which differences are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Path = tuple[int | str, ...]

_SHOWN = 60  # characters of a text that a sentence shows
_BEFORE = 20  # of them, those before the place where two texts part


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
        said = f"{where(path)} is None" + ("" if path else ": is a `return` missing?")
        yield Difference(said, said, path=path)
    elif isinstance(expected, dict):
        yield from _walk_dict(expected, value, path)
    elif isinstance(expected, (list, tuple)):
        yield from _walk_list(expected, value, path)
    elif isinstance(expected, str) or expected is None:
        if not isinstance(value, type(expected)) or value != expected:
            given, true = apart_texts(value, expected)
            yield Difference(f"{where(path)} is {given} where {true} is expected", "the answer is another one", path=path)
    else:
        yield _numeric_leaf(np.asarray(expected), value, path)


def _walk_dict(expected: dict[Any, Any], value: Any, path: Path) -> Iterator[Leaf | Difference]:
    if not isinstance(value, dict):
        yield Difference(
            f"{where(path)} is {_kind(value)}; a dict with the keys {_names(expected)} is expected", f"{where(path)} is no dict", path=path
        )
        return
    missing, extra = [k for k in expected if k not in value], [k for k in value if k not in expected]
    if missing or extra:
        words = [f"lacks {_keys(missing)}"] * bool(missing) + [f"has {_keys(extra)} too many"] * bool(extra)
        yield Difference(f"{where(path)} {' and '.join(words)}", "the keys of your dict are not the ones that are asked for", path=path)
        return
    for key, item in expected.items():
        yield from _walk(item, value[key], (*path, key))


def _walk_list(expected: list[Any] | tuple[Any, ...], value: Any, path: Path) -> Iterator[Leaf | Difference]:
    if isinstance(value, np.ndarray) and value.ndim:
        value = list(value)
    if not isinstance(value, (list, tuple)):
        said = f"{where(path)} is {_kind(value)}, but {_things(len(expected))} asked for"
        yield Difference(said, said, path=path)
    elif len(value) != len(expected):
        has = f"{len(value)} thing" if len(value) == 1 else f"{len(value)} things"
        said = f"{where(path)} holds {has}, but {len(expected)} {'is' if len(expected) == 1 else 'are'} asked for"
        yield Difference(said, said, path=path)
    else:
        for i, (one, other) in enumerate(zip(expected, value, strict=True)):
            yield from _walk(one, other, (*path, i))


def _numeric_leaf(expected: np.ndarray, value: Any, path: Path) -> Leaf | Difference:
    array = as_array(value)
    if array is None:
        wanted = f"numbers in the shape {expected.shape} are" if expected.ndim else "a number is"
        return Difference(
            f"{where(path)} is {_kind(value)}; {wanted} expected", f"{where(path)} is {_kind(value)}, not an array of numbers", path=path
        )
    if array.shape != expected.shape:
        return Difference(
            f"{where(path)} {_shaped(array)}, but {_wanted(expected)} expected",
            f"{where(path)} {_shaped(array)}, which is not the shape that is asked for",
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


def apart(one: Any, other: Any) -> tuple[str, str]:
    """Two different numbers with as many digits as show that they are different."""
    if isinstance(one, (bool, np.bool_)) or isinstance(other, (bool, np.bool_)):
        return number(one), number(other)
    for digits in range(6, 18):
        texts = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if texts[0] != texts[1]:
            return texts
    return texts


def _names(keys: Any) -> str:
    return ", ".join(f"`{key}`" for key in list(keys)[:8]) + (", ..." if len(list(keys)) > 8 else "")


def _keys(keys: list[Any]) -> str:
    return f"the key{'s' if len(keys) > 1 else ''} {_names(keys)}"


def _shaped(array: np.ndarray) -> str:
    return f"has the shape {array.shape}" if array.ndim else "is a single number"


def _wanted(expected: np.ndarray) -> str:
    return f"the shape {expected.shape} is" if expected.ndim else "a single number is"


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def apart_texts(value: Any, expected: Any) -> tuple[str, str]:
    """Both for a sentence; of long texts what stands round the first place where they differ."""
    if not isinstance(value, str) or not isinstance(expected, str):
        return _short(value), _short(expected)
    first = next((i for i, (a, b) in enumerate(zip(value, expected, strict=False)) if a != b), min(len(value), len(expected)))
    start = first - _BEFORE if max(len(value), len(expected)) > _SHOWN and first > _SHOWN // 2 else 0
    head = f"(from character {start + 1} on) " if start else ""
    return head + _short(value[start:]), _short(expected[start:])


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def _kind(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, (bool, int, float, complex)):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "a dict"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)} texts" if value and all(isinstance(item, str) for item in value) else f"a list of {len(value)}"
    return "None"
