"""A class of attacks and accidents: every file of hostile/ lies in the folder that is named after the outcome it must get.

A file defines `honest(x)`, which doubles x, and `attack(x)`. In one session honest, attack and honest are asked. The folder says how
`attack` must end:

- returned raised missing timed_out out_of_memory crashed refused: the status of its answer;
- unread: the file cannot be loaded, and both functions are failed with a sentence that says why.

An attack that gains nothing answers 2 * x, or raises; one that gets through answers something else, so no attack can succeed unseen.
Files named `wrong_...` hand in a wrong answer that pretends to be right; `late_...` do something a moment after they answered;
`note_...` leave a note, and are run a second and a third time to look for it. Each file begins with what it tries and its numbers in a
catalogue: A reads answers, B forges marks, C uses up resources, D breaks out, E harms who reads, F is an honest accident.

A dozen of them then sit in one class with honest neighbours.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graders import submission
from graders.executors import cgroup, executor
from graders.executors.warm import WarmWorker
from graders.job import Answer, Call, Job, Limits, Package, Session

from . import doubling
from .graders.session_tools import groups_of

HOSTILE = Path(__file__).parent / "hostile"
ROOT = Path(__file__).parent.parent
OUTCOMES = ("returned", "raised", "missing", "timed_out", "out_of_memory", "crashed", "refused", "unread")
FILES = sorted(path for outcome in OUTCOMES for path in (HOSTILE / outcome).iterdir())
LIMITS = Limits(seconds=2, memory_mb=1024, output_kb=8, load_seconds=3)

# Where no control group can be made, nobody counts the memory of several processes together, nor the processes of the super-user.
NEEDS_CONTROL_GROUPS = (
    "out_of_memory/three_children.py", "out_of_memory/memory_files.py", "raised/fork_bomb.py", "raised/small_thread_bomb.py",
)  # fmt: skip
CONTROL_GROUPS = cgroup.home() is not None

# These sit in the class. A note's file sits there twice: one writes it, the other looks for it.
CLASS = (
    "returned/kills_its_parent.py", "returned/daemon.py", "returned/flood.py", "returned/note_in_a_file.py",
    "returned/note_in_the_interpreter.py", "returned/note_on_a_port.py", "returned/wrong_patched_comparisons.py", "returned/colab.ipynb",
    "raised/full_disk.py", "raised/network.py", "missing/homoglyph.py", "timed_out/stops_itself.py", "timed_out/merciless_fork_bomb.py",
    "timed_out/prints_for_ever.py", "out_of_memory/list.py", "crashed/kills_everyone.py", "crashed/segfault.py",
    "refused/forged_answer.py", "unread/link.zip", "unread/ends_while_loading.py",
)  # fmt: skip


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def cases() -> Iterator[Any]:
    for path in FILES:
        marks = []
        if name_of(path) in NEEDS_CONTROL_GROUPS and not CONTROL_GROUPS:
            marks.append(pytest.mark.xfail(reason="no control group can be made here", strict=False))
        yield pytest.param(path, id=name_of(path), marks=marks)


# ---- one submission at a time ----


@pytest.mark.parametrize("path", list(cases()))
def test_an_attack_gets_what_its_folder_says_and_costs_nothing_else(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, namespaces: set[str]
) -> None:  # fmt: skip
    monkeypatch.setenv("COURSE_SECRET", "3141592")
    handed_in = read(path, tmp_path)
    if handed_in.package is None:
        assert path.parent.name == "unread"
        assert is_a_sentence(handed_in.problem), handed_in.problem
        return
    with opened(handed_in.package) as session:
        if path.parent.name == "unread":
            could_not_be_read(session, path)
        else:
            attacked(session, path)
        if path.name.startswith("note_"):
            with opened(handed_in.package) as beside:
                attacked(beside, path)
    if path.name.startswith("note_"):
        with opened(handed_in.package) as later:
            attacked(later, path)
    assert "" not in namespaces
    assert_left_empty(namespaces)


def read(path: Path, tmp_path: Path) -> submission.Submission:
    """The file as a class folder's only entry."""
    folder = tmp_path / "class"
    folder.mkdir()
    shutil.copy(path, folder / path.name)
    found = submission.in_class(folder, doubling.KNOWN, doubling.SLUG)
    assert not found.not_graded
    return found.submissions[0]


def opened(package: Package) -> Any:
    return executor("sandbox").open(package, LIMITS, "cpu")


def ask(session: Session, entry: str, seconds: float) -> Answer:
    x = doubling.X.copy()
    answer = session.answer(Job(entry, (Call(entry, (x,)),), seconds=seconds))
    assert np.array_equal(x, doubling.X)
    assert len(answer.output) < (LIMITS.output_kb << 10) + 200
    assert is_a_sentence(answer.detail) or answer.status in ("returned", "raised"), answer
    assert answer.status != "raised" or (answer.error is not None and len(answer.error.text) < 3000)
    return answer


def attacked(session: Session, path: Path) -> None:
    """honest, attack, honest: what each must answer."""
    expected = path.parent.name
    first = ask(session, "honest", 2)
    attack = ask(session, "attack", 0.3 if expected == "timed_out" else 4)
    if path.name.startswith("late_"):
        time.sleep(0.6)
    second = ask(session, "honest", 2)
    assert attack.status == expected, attack
    assert expected != "returned" or doubled(attack) is not path.name.startswith("wrong_"), attack
    assert doubled(first), first
    assert doubled(second), second


def doubled(answer: Answer) -> bool:
    value = np.asarray(answer.value, dtype=object if isinstance(answer.value, dict) else None)
    return answer.status == "returned" and value.dtype.kind in "fi" and value.shape == (3,) and value.tolist() == [0, 2, 4]


def could_not_be_read(session: Session, path: Path) -> None:
    told = session.loaded.problems
    assert told, "nothing is said of a file that cannot be loaded"
    assert path.stem in told[0].text or ".py" in told[0].text or ".ipynb" in told[0].text, told
    for entry in ("honest", "attack"):
        answer = ask(session, entry, 2)
        assert answer.status not in ("returned", "raised"), answer


def is_a_sentence(text: str) -> bool:
    """One line that a student can read: it has an end, no traceback and no control characters."""
    return bool(re.fullmatch(r"[^\s\x00-\x1f][^\x00-\x1f]{8,600}[^\s:\x00-\x1f]", text)) and "Traceback" not in text


def test_every_file_says_what_it_tries_and_every_name_has_a_file() -> None:
    for path in [*FILES, *(HOSTILE / "neighbours").iterdir()]:
        head = path.read_bytes()[:600]
        text = head.decode("utf-16" if head[:2] == b"\xff\xfe" else "latin-1")
        assert re.search(r"[A-Z][^\n]{10,200}\n?[^\n]* \([A-F]\d+(, [A-F]\d+)*\)", text), path
    assert {*CLASS, *NEEDS_CONTROL_GROUPS} <= set(map(name_of, FILES))
    assert len(FILES) > 100


# ---- processes, seen from outside ----


def processes() -> dict[int, tuple[int, str]]:
    """Process -> (its parent, its state)."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent, *_ = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(entry.name)] = (int(parent), state)
    return found


def descendants() -> set[int]:
    """Living processes that this one has started, and theirs."""
    all_of_them = processes()
    found = {os.getpid()}
    while more := {number for number, (parent, _) in all_of_them.items() if parent in found} - found:
        found |= more
    return {number for number in found - {os.getpid()} if all_of_them[number][1] not in "ZX"}


def namespace(process: int) -> str:
    """The process namespace in which a process lives; "" when it is gone."""
    try:
        return os.readlink(f"/proc/{process}/ns/pid")
    except OSError:
        return ""


@pytest.fixture
def namespaces(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The process namespaces of the submissions that are run from here on. They are held, so that no later one gets the same number."""
    seen: set[str] = set()
    plain = WarmWorker.fork
    with contextlib.ExitStack() as held:

        def fork(worker: WarmWorker, *arguments: Any) -> Any:
            forked = plain(worker, *arguments)
            held.enter_context(open(f"/proc/{forked.pid}/ns/pid", "rb"))
            seen.add(namespace(forked.pid))
            return forked

        monkeypatch.setattr(WarmWorker, "fork", fork)
        yield seen


def assert_left_empty(spaces: set[str]) -> None:
    """Nobody lives in these process namespaces, or will not in a moment."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        left = [number for number, (_, state) in processes().items() if state not in "ZX" and namespace(number) in spaces]
        if not left:
            return
        time.sleep(0.02)
    raise AssertionError(f"processes are left: {left}")


# ---- a whole class ----


@pytest.fixture
def orphans_come_to_us() -> Iterator[None]:
    """Processes whose parent has ended become ours, so that none can hide."""
    libc = ctypes.CDLL(None)
    libc.prctl(36, 1, 0, 0, 0)
    yield
    libc.prctl(36, 0, 0, 0, 0)


def seats() -> dict[str, Path]:
    """Student -> file: after every hostile student sits an honest one."""
    neighbours = sorted((HOSTILE / "neighbours").iterdir())
    hostile = [HOSTILE / name for name in CLASS for _ in range(2 if "/note_" in name else 1)]
    found = {}
    for number, path in enumerate(hostile):
        found[f"{number:02}a_{path.stem}"] = path
        honest = neighbours[number % len(neighbours)]
        found[f"{number:02}b_{honest.stem}"] = honest
    return found


def machine() -> tuple[str, str, list[bool]]:
    """What an attack could leave on the machine: mounts, shared memory, files."""
    marks = [f"/{folder}/{name}" for folder in ("tmp", "dev/shm", "var/tmp") for name in ("note-for-the-next.txt", "pwned", "evil.py")]
    mounts = Path("/proc/self/mountinfo").read_text()
    return mounts, Path("/proc/sysvipc/shm").read_text(), [os.path.exists(mark) for mark in marks]


@pytest.mark.usefixtures("orphans_come_to_us")
def test_a_class_of_attackers_harms_no_neighbour_and_leaves_nothing_behind(tmp_path: Path) -> None:
    people, folder, temporary = seats(), tmp_path / "class", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    for student, path in people.items():
        shutil.copy(path, folder / f"{student}{path.suffix}")
    before, ours = machine(), descendants()
    command = [sys.executable, "-m", "tests.doubling", str(folder)]
    pipe, variables = subprocess.PIPE, os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=pipe, stderr=pipe, text=True) as grader:
        said, complaint = grader.communicate(timeout=240)
    assert grader.returncode == 0, complaint[-3000:]
    assert_none_left(ours)
    assert list(temporary.iterdir()) == []
    assert machine() == before
    assert groups_of(grader.pid) == []
    cards = {card["student"]["id"]: card for card in json.loads(said)}
    assert sorted(cards) == sorted(people)
    wrong = [line for student, path in people.items() for line in differences(cards[student], path)]
    assert not wrong, "\n".join(wrong)


def assert_none_left(ours: set[int]) -> None:
    deadline = time.monotonic() + 5
    while left := descendants() - ours:
        assert time.monotonic() < deadline, [Path(f"/proc/{number}/stat").read_text() for number in left]
        time.sleep(0.02)


def differences(card: dict[str, Any], path: Path) -> Iterator[str]:
    """One line for every check that did not end as the file's folder says."""
    checks = {f"{task['name']}.{check['name']}": check for task in card["tasks"] for check in task["checks"]}
    outcome, wrong = path.parent.name, path.name.startswith("wrong_")
    for name, check in checks.items():
        got = (check["outcome"], check["status"], check["points"])
        if outcome == "unread":
            right = got[0] in ("failed", "skipped") and got[1] not in ("returned", "raised") and got[2] == 0
        elif name == "attack.few" and outcome != "neighbours" and (outcome != "returned" or wrong):
            right = got == ("failed", outcome, 0)
        else:
            right = got == ("passed", "returned", check["possible"])
        if not right or not card["complete"]:
            yield f"{card['student']['id']}: {name}: {got}: {check['rationale']}"
