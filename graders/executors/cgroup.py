"""Memory and processes of one submission counted together, by the kernel's control groups, where this user may make them.

Resource limits count each process for itself, and as root the limit on processes does not count at all; a control group counts the
sum. Both versions are known: v1 (a folder under /sys/fs/cgroup/memory and one under /sys/fs/cgroup/pids) and v2 (one folder).
Source: Linux, Documentation/admin-guide/cgroup-v1/memory.rst and cgroup-v2.rst.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PROCESSES = 256
_SLACK = 512 << 20  # what the frameworks write to when they first run, and pages shared with the warm worker that are written to
_numbers = itertools.count()


@dataclass(frozen=True)
class _Home:
    """Where groups can be made: the folder for each of the two controllers (the same one in v2)."""

    memory: Path
    pids: Path

    @property
    def first(self) -> bool:
        """Version 1?"""
        return self.memory != self.pids


@functools.cache
def home() -> _Home | None:
    """Where this process may make groups; None where it may not. Tried once, by making one."""
    candidates = [_Home(ROOT / "memory", ROOT / "pids"), *(_Home(place, place) for place in _unified())]
    found = next((one for one in candidates if _works(one)), None)
    if found is not None:
        _sweep(found)
    return found


def _sweep(place: _Home) -> None:
    """Remove the empty groups that a grader left which was killed."""
    for folder in {place.memory, place.pids}:
        for group in folder.glob("assay-*-*"):
            owner = group.name.split("-")[1]
            if owner.isdigit() and not Path("/proc", owner).exists():
                with contextlib.suppress(OSError):
                    group.rmdir()


def _unified() -> list[Path]:
    """Folders of version 2 to try: beside our own group, below it, and at the top."""
    try:
        own = re.search(r"^0::(/.*)$", Path("/proc/self/cgroup").read_text(), re.MULTILINE)
    except OSError:
        return []
    top = ROOT if (ROOT / "cgroup.controllers").exists() else ROOT / "unified"
    place = top / own[1].lstrip("/") if own else top
    return [place.parent, place, top] if place != top else [top]


def _works(place: _Home) -> bool:
    group = Group(place, 64 << 20)
    try:
        group.make()
    except OSError:
        return False
    finally:
        group.remove()
    return True


class Group:
    """One submission's group. Made before its code runs, removed when it has ended."""

    def __init__(self, place: _Home, memory: int) -> None:
        self._place, self._memory = place, memory + _SLACK
        name = f"assay-{os.getpid()}-{next(_numbers)}"
        self._folders = list(dict.fromkeys((place.memory / name, place.pids / name)))

    def make(self) -> None:
        """Raises OSError where the kernel does not let us."""
        if not self._place.first:
            with contextlib.suppress(OSError):
                (self._place.memory / "cgroup.subtree_control").write_text("+memory +pids")
        for folder in self._folders:
            folder.mkdir()
        memory, pids = self._folders[0], self._folders[-1]
        (memory / ("memory.limit_in_bytes" if self._place.first else "memory.max")).write_text(str(self._memory))
        with contextlib.suppress(OSError):  # not every kernel counts swap
            swap = memory / ("memory.memsw.limit_in_bytes" if self._place.first else "memory.swap.max")
            swap.write_text(str(self._memory) if self._place.first else "0")
        (pids / "pids.max").write_text(str(PROCESSES))

    @contextlib.contextmanager
    def doors(self) -> Iterator[list[int]]:
        """Descriptors to hand to a process: when it writes "0" there, it belongs to the group, and so do its later children.

        The right to do so is that of who opened them. Raises OSError.
        """
        with contextlib.ExitStack() as files:
            yield [files.enter_context(open(folder / "cgroup.procs", "wb")).fileno() for folder in self._folders]

    @property
    def ran_out(self) -> bool:
        """Did the kernel end a process because the group's memory was used up?"""
        page = self._folders[0] / ("memory.oom_control" if self._place.first else "memory.events")
        try:
            found = re.search(r"^oom_kill (\d+)$", page.read_text(), re.MULTILINE)
        except OSError:
            return False
        return bool(found and int(found[1]))

    def remove(self) -> None:
        """Remove the folders; the system lets go of them a moment after the last process has ended."""
        for folder in self._folders:
            for _ in range(100):
                try:
                    folder.rmdir()
                    break
                except FileNotFoundError:
                    break
                except OSError:
                    time.sleep(0.005)
