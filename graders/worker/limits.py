"""How much a submission may use: memory, files, processes, processor time, and time on the clock while it is loaded."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

DEATHS = 3  # so often may a notebook's cells end the interpreter
PATIENCE = 5  # all cells together may take so many times the limit of one
_FILE_BYTES = 64 << 20
_OPEN_FILES = 1024
_PROCESSES = 256


def set_limits(memory_mb: int, *, count_processes: bool, device: str = "cpu") -> None:
    """Bound memory (address space above what the libraries took), files and, where they are counted apart, processes.

    CUDA reserves far more address space than it uses: on a GPU only control groups bound the memory.
    """
    if resource is None:
        return
    soft_limits = {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": _FILE_BYTES, "RLIMIT_NOFILE": _OPEN_FILES}
    if count_processes:
        soft_limits["RLIMIT_NPROC"] = _PROCESSES
    used = _address_space()
    if used and device == "cpu":
        soft_limits["RLIMIT_AS"] = used + (memory_mb << 20)
    for name, most in soft_limits.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _address_space() -> int:
    """Bytes of address space in use; what was remembered where the system no longer says, or 0."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return _remembered


_remembered = 0


class Memory:
    """How much memory this process has needed at most, since the object was made, where the system tells."""

    def __init__(self) -> None:
        self._read = resource.getrusage if resource is not None else None
        self._before = self._most()

    def _most(self) -> int:
        if self._read is None:
            return 0
        most = int(self._read(resource.RUSAGE_SELF).ru_maxrss)
        return most if sys.platform == "darwin" else most << 10  # macOS counts bytes, Linux kilobytes

    def needed_mb(self) -> float:
        return max(0, self._most() - self._before) / (1 << 20)


def remember_address_space() -> None:
    """Keep the present size for a process that will not see /proc."""
    global _remembered
    _remembered = _address_space()


class Clock:
    """The processor-time limit. The system ends the process (SIGXCPU) when a run goes over it."""

    def __init__(self) -> None:
        self._resource = resource
        self._used = time.process_time
        if resource is not None:
            self._set, self._kind = resource.setrlimit, resource.RLIMIT_CPU
            self._hard = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def allow(self, seconds: float) -> None:
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                self._set(self._kind, (math.ceil(self._used() + seconds), self._hard))

    def rest(self) -> None:
        if self._resource is not None:
            with contextlib.suppress(ValueError, OSError):
                self._set(self._kind, (self._resource.RLIM_INFINITY, self._hard))


class TooSlow(BaseException):
    """Loading went over its time."""


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block after so many seconds, where the system has alarms."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: Any) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def die_with_parent() -> None:
    """Ask Linux to kill this process when the one that started it ends."""
    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)
