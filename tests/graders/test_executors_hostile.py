"""Every file of hostile/ plays an attack between two honest calls. Its name begins with the status that it must get."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from graders.job import Session

from .session_tools import ask, opened

FILES = sorted((Path(__file__).parent / "hostile").glob("*.py"))
STATUSES = ("returned", "raised", "missing", "timed_out", "out_of_memory", "crashed", "refused")


def namespace(session: Session) -> str:
    """The process namespace of a running sandbox, seen from outside."""
    outer = session._process._process.pid  # type: ignore[attr-defined]
    child = Path(f"/proc/{outer}/task/{outer}/children").read_text().split()[0]
    return os.readlink(f"/proc/{child}/ns/pid")


def living_in(space: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.readlink(entry / "ns/pid") == space:
                found.append((entry / "stat").read_text())
        except OSError:
            continue
    return [line for line in found if line.rpartition(")")[2].split()[0] not in ("Z", "X")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_attack_costs_its_own_check_and_nothing_else(file: Path) -> None:
    expected = next(status for status in STATUSES if file.name.startswith(status))
    inputs = np.arange(3.0)
    with opened(file.read_bytes()) as session:
        assert session.loaded.problems == ()
        spaces = [namespace(session)]
        before = ask(session, "honest", inputs)
        attack = ask(session, "attack", inputs, seconds=0.3 if expected == "timed_out" else 5)
        after = ask(session, "honest", inputs)
        spaces.append(namespace(session))
    assert attack.status == expected, attack
    assert attack.detail or expected in ("returned", "raised")
    assert len(attack.output) < 9000
    for answer in (before, after, *([attack] if expected == "returned" else [])):
        assert answer.status == "returned", answer
        assert np.array_equal(answer.value, [0.0, 2.0, 4.0])
    assert inputs.tolist() == [0, 1, 2]
    deadline = time.monotonic() + 3
    while (left := [line for space in spaces for line in living_in(space)]) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not left
