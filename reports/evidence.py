"""Reads the evidence of a check. It is free-form JSON: whatever is not understood is left out, and nothing here raises.

Numbers that JSON cannot hold are the strings "nan", "inf" and "-inf".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .text import cut, number
from .words import DEVICES, MEASURES, SYMBOLS

_SPECIAL = {"nan": np.nan, "inf": np.inf, "-inf": -np.inf}
_DEPTH = 6
_PARTS = 8
Side = np.ndarray | str


@dataclass(frozen=True)
class Pair:
    """One part of an answer beside what was expected. label: which part, "" for the whole. An array is float64; text is all else."""

    label: str
    expected: Side
    yours: Side

    @property
    def same_shape(self) -> bool:
        return isinstance(self.expected, np.ndarray) and isinstance(self.yours, np.ndarray) and self.expected.shape == self.yours.shape


@dataclass(frozen=True)
class Fact:
    """One line of the evidence. code: set in a monospaced font."""

    term: str
    text: str
    code: bool = False


def pairs(evidence: dict[str, Any]) -> list[Pair]:
    """The parts of `expected` and `yours`, side by side; none where one of the two is not there."""
    if "expected" not in evidence or "yours" not in evidence:
        return []
    label = "" if evidence.get("part") is None else str(evidence["part"])
    return list(_walk(evidence["expected"], evidence["yours"], label, 0))[:_PARTS]


def _walk(expected: Any, yours: Any, label: str, depth: int) -> Iterator[Pair]:
    left, right = as_array(expected), as_array(yours)
    if isinstance(expected, dict) and isinstance(yours, dict) and depth < _DEPTH:
        for key in list(dict.fromkeys([*expected, *yours])):
            yield from _walk(expected.get(key, "(nothing)"), yours.get(key, "(nothing)"), _under(label, key), depth + 1)
    elif _is_list(expected) and _is_list(yours) and depth < _DEPTH and (left is None or right is None) and len(expected) == len(yours):
        for index, (one, other) in enumerate(zip(expected, yours, strict=True)):
            yield from _walk(one, other, _under(label, index), depth + 1)
    else:
        yield Pair(label, _side(expected, left), _side(yours, right))


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, list | tuple | dict | str) for item in value)


def _under(label: str, key: Any) -> str:
    return f"{label}, {key}" if label else str(key)


def _side(value: Any, array: np.ndarray | None) -> Side:
    if array is not None:
        return array
    return value if isinstance(value, str) else cut(json.dumps(value, ensure_ascii=False, default=str), 1200)


def scalar(value: Any) -> float | None:
    """A number of the evidence, or None."""
    if isinstance(value, bool | int | float):
        try:
            return float(value)
        except OverflowError:  # an integer of hundreds of digits
            return np.inf if value > 0 else -np.inf
    return _SPECIAL.get(value) if isinstance(value, str) else None


def as_array(value: Any) -> np.ndarray | None:
    """A number, or nested lists of them that form a box, as a float64 array; anything else is None."""
    single = scalar(value)
    if single is not None:
        return np.array(single)
    if not isinstance(value, list | tuple):
        return None
    if not value:
        return np.zeros(0)
    rows = [as_array(item) for item in value]
    if any(row is None or row.shape != rows[0].shape for row in rows) or rows[0].ndim >= _DEPTH:  # type: ignore[union-attr]
        return None
    return np.stack([row for row in rows if row is not None])


def shape_words(side: Side) -> str:
    """ "shape (2, 3)", "a single number", "text"."""
    if isinstance(side, str):
        return "not an array of numbers"
    return f"shape {side.shape}" if side.ndim else "a single number"


def facts(evidence: dict[str, Any]) -> list[Fact]:
    """What the evidence says beside the two answers, one line a fact."""
    told = [_text(evidence, "case", "Case"), _text(evidence, "arguments", "Call", code=True)]
    told += [_difference(evidence), _allowed(evidence), _wrong(evidence)]
    told += [_number(evidence, name, term, unit=unit) for name, (term, unit) in MEASURES.items()]
    told += [_number(evidence, "tries", "Trained", unit=" times; the best counts")]
    told += [_number(evidence, "seconds", "Time", unit=" s"), _number(evidence, "gpu_memory_mb", "Memory on the GPU", unit=" MB")]
    told += [_devices(evidence)]
    return [fact for fact in told if fact]


def _text(evidence: dict[str, Any], key: str, term: str, *, code: bool = False) -> Fact | None:
    value = evidence.get(key)
    return None if value in (None, "") else Fact(term, cut(value, 600), code)


def _number(evidence: dict[str, Any], key: str, term: str, unit: str = "") -> Fact | None:
    value = scalar(evidence.get(key))
    return None if value is None else Fact(term, number(value) + unit)


def _difference(evidence: dict[str, Any]) -> Fact | None:
    error, where = scalar(evidence.get("error")), evidence.get("where")
    if error is None:
        return None
    place = f" at {cut(list(where), 80)}" if isinstance(where, list | tuple) and where else ""
    return Fact("Worst difference" if evidence.get("alone") is True else "Largest difference", number(error) + place)


def _allowed(evidence: dict[str, Any]) -> Fact | None:
    tolerance, scale = scalar(evidence.get("tolerance")), scalar(evidence.get("scale"))
    if tolerance is None:
        return None
    if scale is None:
        return Fact("Allowed difference", number(tolerance))
    whose = "the expected number itself" if evidence.get("alone") is True else "the expected answer's scale"
    product = f"{number(tolerance)} × {number(scale)} ({whose})"
    return Fact("Allowed difference", f"{number(tolerance * scale)}, which is {product}")


def _wrong(evidence: dict[str, Any]) -> Fact | None:
    wrong, size = scalar(evidence.get("wrong")), scalar(evidence.get("size"))
    if wrong is None:
        return None
    return Fact("Wrong numbers", number(wrong) + (f" of {number(size)}" if size is not None else ""))


def _devices(evidence: dict[str, Any]) -> Fact | None:
    """The outcome on each device, side by side."""
    found = evidence.get("devices")
    if not isinstance(found, dict) or not found:
        return None
    told = ((DEVICES.get(str(name), cut(name, 20)), SYMBOLS.get(str(outcome), ""), cut(outcome, 20)) for name, outcome in found.items())
    return Fact("On each device", ", ".join(" ".join(words) for words in told))


def limit(evidence: dict[str, Any]) -> float:
    """The largest difference that passes, 0 where the evidence does not say."""
    tolerance, scale = scalar(evidence.get("tolerance")), scalar(evidence.get("scale"))
    return 0.0 if tolerance is None else tolerance * (1.0 if scale is None else scale)


def values_text(side: Side) -> str:
    """The numbers written out, as NumPy prints them; of many numbers only the first and last of each axis."""
    if isinstance(side, str):
        return side
    if side.ndim == 0:
        return f"{float(side):.10g}".replace("nan", "NaN")
    return np.array2string(side, precision=6, threshold=120, edgeitems=5, max_line_width=42, suppress_small=True)
