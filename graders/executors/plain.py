"""Runs a submission as a plain process on Linux, macOS and Windows, with what the student has installed: for one's own code, never for
marks. It needs no Jupyter, and isolates nothing."""

from __future__ import annotations

import contextlib
import functools
import importlib.resources
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from .. import worker
from ..errors import ExecutorError
from ..job import Limits, Package, Session
from ..wire import Inbox, WireError
from .devices import variables
from .process import THREADS, Death, Gone, Output, death_by_signal
from .session import ProcessSession, Sessions

_LOOK = 0.05  # how often a process is asked whether it lives
_LAST = 2.0  # seconds to wait for the last of what it printed
_PART = 1 << 16

# The folder of a program stands on sys.path, where a student's `values.py` would meet ours; so Python is told where to begin instead.
_BEGIN = "import runpy, sys; sys.path.pop(0); sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"


class Plain:
    """The same worker as everywhere, unpacked into a temporary folder: it may lie in a zip file."""

    name = "plain"

    def __init__(self) -> None:
        self._sessions = Sessions()

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """Nothing is promised, so there is nothing to show. Raises ExecutorError for a GPU: a kit checks on the CPU."""
        if device != "cpu":
            raise ExecutorError("Your own check runs on the CPU.")

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str = "cpu", *, keep_notebook: bool = False) -> Iterator[Session]:
        self.prove(device)
        with tempfile.TemporaryDirectory(prefix="assay-", ignore_cleanup_errors=True) as folder:
            program = _unpacked(Path(folder, "worker"))
            start = functools.partial(PlainProcess, program, Path(folder))
            with self._sessions.hold(ProcessSession(start, package, limits, count_processes=False, keep_notebook=False)) as session:
                yield session

    def stop(self) -> None:
        self._sessions.stop()


def _unpacked(folder: Path) -> Path:
    """The worker's files in a folder of their own. Returns the program."""
    folder.mkdir()
    for file in importlib.resources.files(worker.__name__).iterdir():
        if file.name.endswith(".py"):
            (folder / file.name).write_bytes(file.read_bytes())
    return folder / "__main__.py"


def _environment() -> dict[str, str]:
    """The user's own, with what makes answers the same every time, and one thread, as when the work is graded.

    Of PYTHONPATH only whole paths stay: the folder in which the student stands may hold a sitecustomize.py.
    """
    one_thread = {f"{name}_NUM_THREADS": "1" for name in THREADS}
    places = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(place)]
    fixed = {
        "PYTHONPATH": os.pathsep.join(places), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8:replace", "MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0",
    }  # fmt: skip
    return {**os.environ, **one_thread, **variables("cpu"), **fixed}


class PlainProcess:
    """A worker at the other end of its standard input and output; `graders.executors.process.Worker`.

    Threads read its two outputs, because Windows cannot wait for several pipes at once.
    """

    def __init__(self, program: Path, folder: Path, output_bytes: int) -> None:
        self.output = Output(output_bytes)
        self._frames: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        home = Path(tempfile.mkdtemp(prefix="submission-", dir=folder))
        command = [sys.executable, "-c", _BEGIN, str(program), "plain", str(home)]
        try:
            self._process = subprocess.Popen(
                command, env=_environment(), cwd=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        except OSError as error:
            raise ExecutorError(f"Python could not be started ({error.strerror or error}): {sys.executable}.") from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._jobs = self._process.stdin
        self._readers = [
            threading.Thread(target=_pump, args=(self._process.stdout, self._frames.put), daemon=True),
            threading.Thread(target=_pump, args=(self._process.stderr, self.output.add), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def exchange(self, request: bytes, deadline: float, too_slow: str) -> Any:
        if not self._frames.empty():
            raise WireError("bytes came that nobody had asked for")
        threading.Thread(target=self._send, args=(request,), daemon=True).start()
        inbox = Inbox()
        while True:
            ended = self._process.poll() is not None  # asked before reading: what was written before the end is read below
            if ended:
                self._readers[0].join(_LAST)
            with contextlib.suppress(queue.Empty):
                inbox.add(self._frames.get(timeout=0 if ended else max(0.0, min(_LOOK, deadline - time.monotonic()))))
                ended = False  # there may be more
            if (frame := inbox.take()) is not None:
                self.drain()
                return frame
            if ended:
                raise Gone(self._death())
            if time.monotonic() > deadline:
                self.abort()
                raise Gone(Death("timed_out", too_slow))

    def _send(self, request: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # it has ended, and `exchange` sees that
            self._jobs.write(request)
            self._jobs.flush()

    def _death(self) -> Death:
        self._readers[1].join(_LAST)
        code = self._process.wait()
        if code < 0:
            return death_by_signal(-code, self.output)
        return Death("crashed", f"Your code ended the interpreter with exit status {code}.")

    def drain(self) -> None:
        """Give the thread that takes what is printed a moment for the last of it."""
        time.sleep(0.002)

    def abort(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self.abort()
        for reader in self._readers:
            reader.join(_LAST)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError, ValueError):
                assert pipe is not None
                pipe.close()


def _pump(pipe: IO[bytes], take: Any) -> None:
    """Hand on what comes until the pipe's other end is closed."""
    with contextlib.suppress(OSError, ValueError):
        while part := os.read(pipe.fileno(), _PART):
            take(part)
