"""Runs a submission as a plain process, with limits but without walls: for one's own code, never for marks."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .. import worker
from ..job import Limits, Package, Session
from .devices import check_device, prove_device
from .process import Pipes, Process, Started, environment
from .session import ProcessSession, Sessions


class Local:
    """The same worker and limits as in the sandbox, in a temporary folder."""

    name = "local"

    def __init__(self) -> None:
        self._sessions = Sessions()

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """A plain process needs the pipes of a POSIX system and nothing else. Raises ExecutorError for a device that there is not."""
        check_device(device)
        prove_device(self, device)

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str = "cpu", *, keep_notebook: bool = False) -> Iterator[Session]:
        check_device(device)
        with tempfile.TemporaryDirectory(prefix="assay-", ignore_cleanup_errors=True) as folder:
            start = functools.partial(Process, functools.partial(_start, Path(folder), device))
            session = ProcessSession(start, package, limits, count_processes=False, keep_notebook=keep_notebook, device=device)
            with self._sessions.hold(session):
                yield session

    def stop(self) -> None:
        self._sessions.stop()


def _start(folder: Path, device: str, pipes: Pipes) -> Started:
    home = Path(tempfile.mkdtemp(dir=folder))
    (home / "submission").mkdir()
    command = [*worker.command(), "serve", str(pipes.jobs), str(pipes.answers), str(home / "submission")]
    process = subprocess.Popen(
        command, env=environment(str(home), device) | {"PATH": os.environ.get("PATH", "/usr/bin:/bin")}, cwd=home / "submission",
        stdin=subprocess.DEVNULL, stdout=pipes.output, stderr=pipes.output, pass_fds=(pipes.jobs, pipes.answers), start_new_session=True,
    )  # fmt: skip
    return Started(process)
