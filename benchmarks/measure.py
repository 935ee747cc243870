"""Runs a command and says what it cost: wall time, processor time and peak memory, of all its processes together.

Processor time: benchmarks/cpu.py. The run is over, and its processor time is read, when the last process it left behind has ended.

Memory: the proportional set size (pages that several processes share are counted once) of all processes, looked at twenty times a
second. That disturbs the clock, so memory is measured in runs of its own (`watch`), which are not timed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .cpu import cpu_group
from .errors import BenchmarkError

LOOK_SECONDS = 0.05
_SUBREAPER = 36
_LAST_SECONDS = 20.0


@dataclass(frozen=True)
class Cost:
    """wall: seconds until the command ended. cpu: seconds of all its processes, None where nobody counts them."""

    wall: float
    cpu: float | None


@dataclass
class Watched:
    """peak_kb: of all processes together.

    own: (time.time(), resident kB of the command's own process), look by look. own_peak_kb: its high-water mark.
    """

    peak_kb: int = 0
    own_peak_kb: int = 0
    own: list[tuple[float, int]] = field(default_factory=list)


def environment(home: Path) -> dict[str, str]:
    """One thread each, and a home of its own: every side of a comparison gets this."""
    one_thread = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "MKL", "OPENBLAS")}
    home.mkdir(parents=True, exist_ok=True)
    more = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    return {**os.environ, **one_thread, **more, "HOME": str(home)}


def run(command: Sequence[str], cwd: Path, variables: Mapping[str, str]) -> tuple[Cost, str]:
    """Run to the end. Returns the cost and what was printed. Raises BenchmarkError when the command fails."""
    with cpu_group() as group, _printing(cwd) as printed:
        begun = time.perf_counter()
        process = _start(group.wrapped(command), cwd, variables, printed)
        status = process.wait()
        wall = time.perf_counter() - begun
        _reap()
        return Cost(wall, group.seconds()), _whole(printed, command, status)


def watch(command: Sequence[str], cwd: Path, variables: Mapping[str, str], *, tree: bool = True) -> Watched:
    """Run to the end and look at its memory. tree: at all processes, not only the command's own. Raises BenchmarkError."""
    seen = Watched()
    with _printing(cwd) as printed:
        process = _start(command, cwd, variables, printed)
        while process.poll() is None:
            now, own = time.time(), _status(process.pid)
            if own:
                seen.own.append((now, own["VmRSS"]))
                seen.own_peak_kb = max(seen.own_peak_kb, own["VmHWM"])
            if tree:
                seen.peak_kb = max(seen.peak_kb, sum(_memory_kb(pid) for pid in _descendants(os.getpid())))
            time.sleep(LOOK_SECONDS)
        _reap()
        _whole(printed, command, process.returncode)
    return seen


def _printing(cwd: Path) -> IO[str]:
    return open(cwd / "printed.txt", "w+", encoding="utf-8", errors="replace")


def _start(command: Sequence[str], cwd: Path, variables: Mapping[str, str], printed: IO[str]) -> subprocess.Popen[bytes]:
    _adopt_orphans()
    return subprocess.Popen(command, cwd=cwd, env=dict(variables), stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)


def _whole(printed: IO[str], command: Sequence[str], status: int) -> str:
    printed.seek(0)
    text = printed.read()
    if status:
        raise BenchmarkError(f"`{' '.join(command)[:300]}` ended with status {status}. It said: {text.strip()[-1500:]}")
    return text


def _adopt_orphans() -> None:
    """What a command leaves behind becomes a child of this process, and can be waited for."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    until = time.monotonic() + _LAST_SECONDS
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < until:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.005)


# ---- /proc ----


def _descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry))
    found, waiting = [], [root]
    while waiting:
        more = children.get(waiting.pop(), [])
        found += more
        waiting += more
    return found


def _memory_kb(pid: int) -> int:
    """Proportional set size; the resident one where the kernel does not show it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return _status(pid).get("VmRSS", 0)


def _status(pid: int) -> dict[str, int]:
    """VmRSS and VmHWM in kB; nothing for a process that has ended."""
    try:
        lines = [line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    except OSError:
        return {}
    found = {words[0].rstrip(":"): int(words[1]) for words in lines if words and words[0] in ("VmRSS:", "VmHWM:")}
    return found if len(found) == 2 else {}
