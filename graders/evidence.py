"""The numbers and texts behind a verdict, as the sheet shows them. Of a hidden check: nothing of its inputs and expected values."""

from __future__ import annotations

import math
from typing import Any

from . import compare
from .check import Check
from .fixture import Case
from .job import Answer, Kept
from .measures import MEASURES
from .pairing import Difference, Path


def reached(check: Check, case: Case, answer: Answer) -> float | Difference:
    return MEASURES[check.measured or ""].reach(compare.part_of(case.expected, check.part), compare.part_of(answer.value, check.part))


def evidence_of(check: Check, case: Case, answer: Answer, difference: Difference | None) -> dict[str, Any]:
    evidence: dict[str, Any] = {"seconds": round(answer.seconds, 3)}
    if answer.gpu_memory_mb:
        evidence["gpu_memory_mb"] = round(answer.gpu_memory_mb, 1)
    if check.measured and answer.status == "returned" and compare.has_part(answer.value, check.part, case.expected):
        found = reached(check, case, answer)
        if isinstance(found, float):
            evidence[check.measured] = found
    if answer.error and answer.error.frames:
        evidence["traceback"] = [{"file": f.file, "line": f.line, "text": f.text} for f in answer.error.frames[-5:]]
    if check.hidden:
        return evidence
    evidence["case"] = case.name
    if difference:
        evidence |= difference.evidence
        evidence["arguments"] = shown_call(case)
    if answer.output.strip():
        evidence["output"] = answer.output[:2000]
    if answer.status == "returned" and check.compare in ("close", "equal"):
        expected, value = compare.part_of(case.expected, check.part), compare.part_of(answer.value, check.part)
        at: Path = () if check.part is None else (check.part,)
        path = difference.path[len(at) :] if difference else _first_array(expected)
        for step in path:
            expected, value = compare.part_of(expected, step), compare.part_of(value, step)
        evidence["expected"], evidence["yours"] = shown(expected), shown(value)
        whole = [*at, *path]
        if whole:
            evidence["part"] = "".join(f"[{step!r}]" for step in whole)
    return evidence


def _first_array(expected: Any) -> Path:
    """Path to the first array of an answer that has parts."""
    if isinstance(expected, dict) and expected:
        key = next(iter(expected))
        return (key, *_first_array(expected[key]))
    if isinstance(expected, (list, tuple)) and expected and not all(isinstance(item, (int, float, str)) for item in expected):
        return (0, *_first_array(expected[0]))
    return ()


def shown(value: Any, most: int = 400) -> Any:
    """A value for the sheet: nested lists of at most so many numbers; NaN and infinities as words; long arrays cut along the first axis."""
    if hasattr(value, "tolist"):
        if value.ndim and value.size > most:
            value = value[: max(1, most * len(value) // value.size)]
        value = value.tolist() if getattr(value, "size", 0) <= most else f"array of shape {value.shape}"
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, complex):
        return str(value)
    if isinstance(value, dict):
        return {str(key): shown(item, most) for key, item in list(value.items())[:50]}
    if isinstance(value, (list, tuple)):
        return [shown(item, most) for item in value[:most]]
    return value if value is None or isinstance(value, (bool, int)) else str(value)[:500]


def shown_call(case: Case) -> str:
    """The calls of a case as text, arrays by shape when they are large."""
    lines = []
    for call in case.calls:
        parts = [_shown_argument(value) for value in call.positional]
        parts += [f"{name}={_shown_argument(value)}" for name, value in call.named.items()]
        lines.append(f"{call.keep + ' = ' if call.keep else ''}{call.entry}({', '.join(parts)})")
    return "\n".join(lines)


def _shown_argument(value: Any) -> str:
    if isinstance(value, Kept):
        return value.name
    if hasattr(value, "shape"):
        return " ".join(repr(value.tolist()).split()) if value.size <= 12 else f"<array {value.shape}>"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_shown_argument(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_shown_argument(item) for item in value[:12]) + (", ...]" if len(value) > 12 else "]")
    return repr(value)
