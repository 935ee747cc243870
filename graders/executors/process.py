"""One worker as a subprocess: pipes, deadlines, captured output, and how it died.

The grader keeps the outer end of three pipes: jobs go in, answers come out, and what the code prints comes out (stdout and stderr
together). One loop serves all three, so that neither a flood of text nor a worker that stops reading can hold the grader up.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ..job import Status
from ..wire import Inbox, WireError
from .devices import variables

READY_SECONDS = 180.0  # to start Python and import a framework on a busy machine
THREADS = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")  # who each has a variable that says how many threads it may start
_LOOK = 0.05  # how often a process is asked whether it lives
_LAST = 2.0  # seconds to wait for the last of its processes
_PART = 1 << 16


@dataclass(frozen=True)
class Pipes:
    """The worker's ends, as descriptors to pass on."""

    jobs: int
    answers: int
    output: int


@dataclass(frozen=True)
class Death:
    """How a process ended when it should have answered. certain: it would end so again, whatever else the machine is doing."""

    status: Status
    detail: str
    certain: bool = False


class Gone(Exception):
    """The process ended, or was ended, before it answered."""

    def __init__(self, death: Death) -> None:
        super().__init__(death.detail)
        self.death = death


def environment(home: str, device: str = "cpu") -> dict[str, str]:
    """Every variable that a submission sees: fixed, so that no secret or setting of the grader's machine is among them."""
    one_thread = {f"{name}_NUM_THREADS": "1" for name in THREADS}
    caches = {
        "HOME": home, "TMPDIR": home, "XDG_CACHE_HOME": f"{home}/.cache", "XDG_CONFIG_HOME": f"{home}/.config",
        "XDG_DATA_HOME": f"{home}/.local/share", "XDG_RUNTIME_DIR": home, "MPLCONFIGDIR": f"{home}/.matplotlib",
        "KERAS_HOME": f"{home}/.keras", "TORCH_HOME": f"{home}/.torch", "HF_HOME": f"{home}/.huggingface",
        "IPYTHONDIR": f"{home}/.ipython",
    }  # fmt: skip
    return caches | one_thread | variables(device) | {
        "PATH": "/usr/bin:/bin", "USER": "student", "LOGNAME": "student", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC",
        "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg",
        "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
        "MALLOC_ARENA_MAX": "2",
    }  # fmt: skip


class Output:
    """What the code printed since the last `take`, cut at a cap; the rest is counted and thrown away."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = bytearray()
        self._tail = b""
        self._lost = 0

    def holds(self, words: bytes) -> bool:
        """Do the words stand in what is kept, or in the last lines?"""
        return words in self._kept or words in self._tail

    def add(self, part: bytes) -> None:
        self._tail = (self._tail + part)[-4096:]
        room = self._most - len(self._kept)
        self._kept += part[:room]
        self._lost += max(0, len(part) - room)

    def take(self) -> str:
        text = self._kept.decode("utf-8", "replace")
        if self._lost:
            text += f"\n[{self._lost:,} more bytes were printed and not kept]\n"
        self._kept, self._tail, self._lost = bytearray(), b"", 0
        return text


class Running(Protocol):
    """A started worker: its exit status (negative: a signal) once it has ended; its end, with all that it started.

    ran_out: the kernel ended it because its memory was used up. kill: end it and all that it started, and wait for that.
    close: the same without waiting, and nothing is held afterwards.
    """

    @property
    def ran_out(self) -> bool: ...
    def poll(self) -> int | None: ...
    def kill(self) -> None: ...
    def close(self) -> None: ...


class Worker(Protocol):
    """A running worker as a session sees it. Every method that waits has a deadline, and raises Gone when the worker ends first.

    exchange: send a frame and wait for one; deadline on time.monotonic(). drain: take what has been printed so far. abort: end it; another
    thread may be waiting for its answer, and sees it end. close: end it, and hold nothing of it afterwards.
    """

    output: Output

    def exchange(self, request: bytes, deadline: float, too_slow: str) -> Any: ...
    def drain(self) -> None: ...
    def abort(self) -> None: ...
    def close(self) -> None: ...


class Started:
    """A worker that is a program of its own."""

    ran_out = False

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def poll(self) -> int | None:
        return self._process.poll()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self.kill()


class Process:
    """A worker at the other end of three pipes; `Worker`."""

    def __init__(self, start: Callable[[Pipes], Running], output_bytes: int) -> None:
        jobs_in, self._jobs = os.pipe()
        self._answers, answers_out = os.pipe()
        self._printed, output_out = os.pipe()
        self.output = Output(output_bytes)
        try:
            self._process = start(Pipes(jobs_in, answers_out, output_out))
        except BaseException:
            self._close_ours()
            raise
        finally:
            for descriptor in (jobs_in, answers_out, output_out):
                os.close(descriptor)
        for descriptor in (self._jobs, self._answers, self._printed):
            os.set_blocking(descriptor, False)

    def exchange(self, request: bytes, deadline: float, too_slow: str) -> Any:
        """Send a frame and wait for one. deadline: on time.monotonic(). Raises Gone, and WireError for bytes that are none."""
        inbox = Inbox()
        if _read(self._answers):
            raise WireError("bytes came that nobody had asked for")
        waiting = memoryview(request)
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            selector.register(self._printed, selectors.EVENT_READ)
            selector.register(self._jobs, selectors.EVENT_WRITE)
            while True:
                ended = self._process.poll() is not None  # asked before reading: what was written before the end is read below
                for key, _ in selector.select(0 if ended else max(0.0, min(_LOOK, deadline - time.monotonic()))):
                    if key.fd == self._jobs:
                        waiting = self._write(waiting)
                        if not waiting:
                            selector.unregister(self._jobs)
                    elif part := _read(key.fd):
                        (inbox.add if key.fd == self._answers else self.output.add)(part)
                    elif part is not None:  # the other end is closed; the process's end follows
                        selector.unregister(key.fd)
                if (frame := inbox.take()) is not None:
                    self.drain()
                    return frame
                if ended and not self._more(inbox):
                    raise Gone(self._death())
                if time.monotonic() > deadline:
                    self.kill()
                    raise Gone(Death("timed_out", too_slow))

    def _write(self, waiting: memoryview) -> memoryview:
        try:
            return waiting[os.write(self._jobs, waiting[:_PART]) :]
        except BlockingIOError:
            return waiting
        except BrokenPipeError:
            return waiting[:0]

    def _more(self, inbox: Inbox) -> bool:
        """Did more of an answer lie in the pipe of a dead process?"""
        part = _read(self._answers)
        inbox.add(part or b"")
        return bool(part)

    def drain(self) -> None:
        """Take what has been printed so far; no more than a few pipes full, for the code may print for ever."""
        for _ in range(32):
            part = _read(self._printed)
            if not part:
                return
            self.output.add(part)

    def _death(self) -> Death:
        self.drain()
        code = self._process.poll()
        assert code is not None
        if self._process.ran_out:
            return Death("out_of_memory", "Your code used more memory than a check may use.", certain=True)
        if code < 0 or 128 < code <= 128 + 64:  # bubblewrap and shells report a signal as 128 + its number
            return death_by_signal(-code if code < 0 else code - 128, self.output)
        return Death("crashed", f"Your code ended the interpreter with exit status {code}.")

    def kill(self) -> None:
        """End the process and all that it started. In a sandbox the kernel ends everything inside with its first process."""
        self._process.kill()
        self._outlive()

    def _outlive(self) -> None:
        """Wait until nobody is left who could print: the processes inside a sandbox end a moment after the outer one."""
        deadline = time.monotonic() + _LAST
        while time.monotonic() < deadline:
            part = _read(self._printed)
            if part == b"":
                return
            if part is None:
                time.sleep(0.001)
            else:
                self.output.add(part)

    def abort(self) -> None:
        """End the process; another thread may be waiting for its answer, and sees it end."""
        self._process.kill()

    def close(self) -> None:
        self._process.close()
        self._close_ours()

    def _close_ours(self) -> None:
        for descriptor in (self._jobs, self._answers, self._printed):
            with contextlib.suppress(OSError):
                os.close(descriptor)


def death_by_signal(number: int, output: Output) -> Death:
    """What a signal tells: the system's own time limit, memory that ran out in C++, or a crash."""
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"number {number}"
    if name == "SIGXCPU":
        return Death("timed_out", "Your code used more processor time than it may.", certain=True)
    if name == "SIGABRT" and output.holds(b"bad_alloc"):
        return Death("out_of_memory", "Your code asked for more memory than a check may use.", certain=True)
    hint = " It may have used too much memory." if name in ("SIGKILL", "SIGBUS") else ""
    return Death("crashed", f"Your code ended the interpreter (signal {name}).{hint}")


def _read(descriptor: int) -> bytes | None:
    """What can be read now: None if nothing can, b"" when the other end is closed."""
    try:
        return os.read(descriptor, _PART)
    except BlockingIOError:
        return None
