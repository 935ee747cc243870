"""The calls that grading makes, for a bare interpreter and for the test cells of nbgrader: the same inputs, the same number of times."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders.assignment import Assignment
from graders.fixture import Case

from .clone import Clone
from .errors import BenchmarkError


def write_calls(clone: Clone, slug: str, folder: Path) -> Path:
    """calls.json and calls.npz, as benchmarks/bare.py reads them. Returns the folder."""
    plan = assignments.load(clone.folder / "assignments", slug)
    fixture = fixtures.load(clone.folder / "fixtures", slug)
    stored: dict[str, np.ndarray] = {}
    pages = []
    for owner, group, repeat in _groups(plan):
        for case in fixture.cases(owner, group):
            pages.append(_page(case, repeat, stored))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "calls.json").write_text(json.dumps(pages), encoding="utf-8")
    np.savez(folder / "calls.npz", **stored)  # type: ignore[arg-type]
    return folder


def _groups(plan: Assignment) -> list[tuple[str, str, int]]:
    """(task, group, times): each group of cases is run once, or twice where a check asks for the same answer the second time."""
    times: dict[tuple[str, str], int] = {}
    for task, check in plan.order():
        key = plan.group(task, check)
        times[key] = max(times.get(key, 1), 2 if check.compare == "pure" else 1)
    return [(owner, group, count) for (owner, group), count in times.items()]


def _page(case: Case, repeat: int, stored: dict[str, np.ndarray]) -> dict[str, Any]:
    if len(case.calls) != 1 or case.calls[0].named or case.calls[0].keep:
        raise BenchmarkError(f"{case.name} is a script of calls, which the floor does not know. Choose another assignment.")
    (call,) = case.calls

    def put(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            name = f"a{len(stored)}"
            stored[name] = value
            return {"array": name}
        return [put(item) for item in value] if isinstance(value, (list, tuple)) else value

    rtol = case.tolerance["float32"].rtol if "float32" in case.tolerance else 1e-4
    measured = bool(case.scores)  # judged by what it reaches: no value is the right one
    arguments, expected = [put(value) for value in call.positional], None if measured else put(case.expected)
    return {
        "entry": call.entry, "arguments": arguments, "repeat": repeat, "raises": case.raises, "measured": measured, "expected": expected,
        "rtol": rtol,
    }  # fmt: skip
