"""A submission that is graded on real hidden cases and hunts for their answers: in files, in its own memory, in every object.

The needles are the 8 bytes of expected numbers. They cross with a key over them, so that the hunt finds the grader's copies only and
never its own question. The same hunt, run where the numbers were planted, finds them: the test can fail.
"""

from __future__ import annotations

import numpy as np
import pytest

from graders import fixture_file as fixtures
from graders.folders import Folders
from graders.job import Job, arrays

from .session_tools import ask, opened

KEY = 0x5A17_C0DE_D00D_F00D
SLUG = "hidden_markov_models"
THIEF = """
import os, sys
import numpy as np

KEY = np.uint64(0x5A17_C0DE_D00D_F00D)

def forward(A, B, pi, observations):
    return np.zeros((len(observations), len(pi))), 0.0

def viterbi(A, B, pi, observations):
    return np.zeros(len(observations), dtype=int), 0.0

def holds(data, hidden):
    for start in range(max(0, min(8, len(data) - 7))):
        words = np.frombuffer(data, np.uint64, count=(len(data) - start) // 8, offset=start)
        if np.isin(words ^ KEY, hidden).any():
            return True
    return False

def in_files(hidden):
    found = []
    skipped = {"/proc", "/sys", "/dev", "/usr", sys.prefix, sys.base_prefix}
    for folder, inside, names in os.walk("/"):
        inside[:] = [name for name in inside if os.path.join(folder, name) not in skipped]
        for name in names:
            try:
                with open(os.path.join(folder, name), "rb") as file:
                    if holds(file.read(1 << 24), hidden):
                        found.append(os.path.join(folder, name))
            except OSError:
                pass
    return found

def by_name(names):
    return [os.path.join(folder, name) for folder, _, inside in os.walk("/") if not folder.startswith(("/proc", "/sys"))
            for name in inside if name in names]

def in_objects(hidden):
    import gc
    plain = {id(one): one for held in gc.get_objects() for one in gc.get_referents(held)
             if type(one) in (bytes, bytearray, np.ndarray, memoryview)}
    return [type(one).__name__ for one in plain.values() if holds(np.asarray(memoryview(one)).tobytes(), hidden)]

def in_memory(hidden):
    found = []
    for pid in [name for name in os.listdir("/proc") if name.isdigit()]:
        try:
            maps = open(f"/proc/{pid}/maps").read().splitlines()
            memory = open(f"/proc/{pid}/mem", "rb", 0)
        except OSError:
            continue
        for line in maps:
            span, rights = line.split()[:2]
            low, high = (int(number, 16) for number in span.split("-"))
            if "w" not in rights or "[v" in line:
                continue
            try:
                memory.seek(low)
                if holds(memory.read(high - low), hidden):
                    found.append(line)
            except (OSError, ValueError, OverflowError):
                pass
    return found
"""


@pytest.fixture(scope="module")
def hidden_cases():
    stored = fixtures.load(Folders.of_clone().fixtures, SLUG)
    return [*stored.cases("forward", "drawn"), *stored.cases("viterbi", "drawn")]


def needles(cases) -> np.ndarray:
    """Every expected float, under the key; numbers that code can hold by chance (0, 1, -inf) are left out."""
    floats = np.concatenate([a.ravel() for case in cases for a in arrays(case.expected) if a.dtype == np.float64])
    floats = floats[np.isfinite(floats) & (np.abs(floats) > 1e-3) & (floats != np.round(floats, 3))]
    assert floats.size > 20
    return floats.view(np.uint64) ^ np.uint64(KEY)


def test_a_graded_submission_finds_no_expected_value(hidden_cases) -> None:
    hidden = needles(hidden_cases)
    with opened(THIEF) as session:
        for case in hidden_cases:
            assert session.answer(Job(case.name, case.calls, 2, 5.0)).status == "returned"
        assert ask(session, "in_files", hidden, seconds=60).value == []
        assert ask(session, "in_memory", hidden, seconds=60).value == []
        assert ask(session, "in_objects", hidden, seconds=60).value == []
        assert (
            ask(session, "by_name", ["hidden.npz", "hidden.json", "public.json", "assignment.yaml", "mistakes.py"], seconds=60).value == []
        )


def test_the_same_hunt_finds_what_is_planted(hidden_cases) -> None:
    hidden = needles(hidden_cases)
    planted = (hidden[:3] ^ np.uint64(KEY)).tobytes()
    more = f"\nKEPT = bytearray.fromhex('{planted.hex()}')\nopen('notes.bin', 'wb').write(b'...' + KEPT)\n"
    with opened(THIEF + more) as session:
        assert ask(session, "in_files", hidden, seconds=60).value == ["/tmp/home/submission/notes.bin"]
        assert ask(session, "in_objects", hidden, seconds=60).value == ["bytearray"]
        assert ask(session, "by_name", ["notes.bin"], seconds=60).value == ["/tmp/home/submission/notes.bin"]
