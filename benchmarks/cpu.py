"""Processor time of a command and of every process that it ever starts, counted by a control group of its own.

`getrusage` cannot do it: when a sandbox ends, Linux ends the processes inside with its first one, and nobody waits for them, so their
time is lost. Both versions of control groups are known. In version 2 the command runs one level below the group that is read, because
Assay makes its submissions' groups beside its own. Where this user may make no group, processor time is not told.

Source: Linux, Documentation/admin-guide/cgroup-v1/cpuacct.rst and cgroup-v2.rst.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
_JOIN = 'echo $$ > "$1" && shift && exec "$@"'
_numbers = itertools.count()


@dataclass(frozen=True)
class CpuGroup:
    """folder: the group that is read, or None where there can be none."""

    folder: Path | None

    def wrapped(self, command: Sequence[str]) -> list[str]:
        """The command, which joins the group before it starts."""
        if self.folder is None:
            return list(command)
        return ["/bin/sh", "-c", _JOIN, "sh", str(_inner(self.folder) / "cgroup.procs"), *command]

    def seconds(self) -> float | None:
        if self.folder is None:
            return None
        if _first_version(self.folder):
            return int((self.folder / "cpuacct.usage").read_text()) / 1e9
        found = re.search(r"^usage_usec (\d+)$", (self.folder / "cpu.stat").read_text(), re.MULTILINE)
        return int(found[1]) / 1e6 if found else None


@contextlib.contextmanager
def cpu_group() -> Iterator[CpuGroup]:
    """A group for one command, removed in the end."""
    folder = next((made for place in _places() if (made := _made(place))), None)
    try:
        yield CpuGroup(folder)
    finally:
        if folder is not None:
            _remove(folder)


def _places() -> list[Path]:
    """Where a group can be tried, the likeliest first."""
    own = {part[1]: part[2] for part in (line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines())}
    first = [ROOT / "cpuacct" / path.lstrip("/") for names, path in own.items() if "cpuacct" in names.split(",")]
    if first:
        return [*first, ROOT / "cpuacct"]
    place = ROOT / own.get("", "/").lstrip("/")
    return [place.parent, place] if place != ROOT else [ROOT]


def _made(place: Path) -> Path | None:
    folder = place / f"assay-benchmark-{os.getpid()}-{next(_numbers)}"
    try:
        folder.mkdir()
        _inner(folder).mkdir(exist_ok=True)
    except OSError:
        return None
    return folder


def _first_version(folder: Path) -> bool:
    return (folder / "cpuacct.usage").exists()


def _inner(folder: Path) -> Path:
    return folder if _first_version(folder) else folder / "command"


def _remove(folder: Path) -> None:
    """The kernel lets go a moment after the last process has ended."""
    for group in dict.fromkeys((_inner(folder), folder)):
        for _ in range(200):
            try:
                group.rmdir()
                break
            except OSError:
                time.sleep(0.01)
