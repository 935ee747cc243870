"""What can be relied on here: the sandbox, the limits that are in force, the versions. For `assay doctor`."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator

from ..errors import ExecutorError
from ..folders import VERSION
from . import cgroup, executor
from .devices import gpus

_LIBRARIES = ("numpy", "torch", "tensorflow", "ipython")


def diagnosis() -> Iterator[tuple[str, str | ExecutorError]]:
    """(what was looked at, what was found, or the error that stands in the way)."""
    yield "Assay", f"{VERSION}, Python {platform.python_version()}, {platform.system()} {platform.release()}, {os.cpu_count()} cores"
    yield "libraries", ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    yield "bubblewrap", _bubblewrap()
    try:
        executor("sandbox").prove(notebooks=True)
        yield "sandbox", "a module and a notebook that try to break out find no way"
    except ExecutorError as error:
        yield "sandbox", error
    yield "memory and processes", _counting()
    yield "devices", ", ".join(["cpu", *(path.name for path in gpus())])


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "is not installed"


def _bubblewrap() -> str | ExecutorError:
    program = shutil.which("bwrap")
    if program is None:
        return ExecutorError("not installed: `apt install bubblewrap` (Debian, Ubuntu) or `dnf install bubblewrap` (Fedora)")
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return f"{shown.stdout.strip()} ({program})"


def _counting() -> str:
    place = cgroup.home()
    if place is not None:
        version = "1" if place.first else "2"
        return f"counted for each submission as a whole (control groups, version {version}), and for each of its processes"
    processes = "not limited, because you are root" if os.geteuid() == 0 else "limited"
    return f"memory is limited for each process, not for a submission as a whole; processes are {processes} (no control groups here)"
