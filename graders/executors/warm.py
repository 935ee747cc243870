"""Warm workers as the grader sees them: one for each set of frameworks, started once, and asked to fork for every submission."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ..errors import ExecutorError
from .cgroup import Group
from .process import READY_SECONDS, Pipes

_ASK_SECONDS = 30.0  # to fork and put up the walls, on a busy machine
_STATUS = struct.Struct("<i")
_END_SECONDS = 10.0
_MOST_LEAVING = 4  # so many may still be going down before the next submission has to wait

Start = Callable[[int, IO[bytes]], "subprocess.Popen[bytes]"]


class Forked:
    """A submission's process, forked by a warm worker; `graders.executors.process.Running`.

    pidfd: its first process. When that ends, so does all that it started, and Linux makes the descriptor readable.
    """

    def __init__(self, pidfd: int, status: int, group: Group | None, leaving: Leaving) -> None:
        self._pidfd, self._status, self._group, self._leaving = pidfd, status, group, leaving
        self._code: int | None = None

    @property
    def pid(self) -> int:
        """The process id of its first process."""
        page = Path(f"/proc/self/fdinfo/{self._pidfd}").read_text()
        return int(page.partition("Pid:")[2].split()[0])

    @property
    def ran_out(self) -> bool:
        return self._group is not None and self._group.ran_out

    def poll(self) -> int | None:
        if self._code is None and self.ended(0):
            told = os.read(self._status, _STATUS.size)
            self._code = os.waitstatus_to_exitcode(_STATUS.unpack(told)[0]) if len(told) == _STATUS.size else -signal.SIGKILL
        return self._code

    def ended(self, seconds: float) -> bool:
        """Whether all of it has ended; waits so long for that."""
        return bool(select.select([self._pidfd], [], [], seconds)[0])

    def kill(self) -> None:
        self._signal()
        self.ended(_END_SECONDS)
        self.poll()

    def close(self) -> None:
        """End it without waiting: while it leaves, the next submission can begin."""
        self._signal()
        self._leaving.add(self)

    def _signal(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def clear(self) -> None:
        """After its end: nothing of it stays."""
        os.close(self._pidfd)
        os.close(self._status)
        if self._group is not None:
            self._group.remove()


class Leaving:
    """Submissions' processes that were told to end. The kernel needs some milliseconds to take a large process down."""

    def __init__(self) -> None:
        self._waiting: deque[Forked] = deque()
        self._lock = threading.Lock()

    def add(self, one: Forked) -> None:
        with self._lock:
            self._waiting.append(one)
            self._sweep(_MOST_LEAVING)

    def wait(self) -> None:
        """Until all have ended."""
        with self._lock:
            self._sweep(0)

    def _sweep(self, most: int) -> None:
        """Clear up after those that have ended; wait for the eldest as long as there are more than `most`."""
        while self._waiting and self._waiting[0].ended(_END_SECONDS if len(self._waiting) > most else 0):
            self._waiting.popleft().clear()


class WarmWorker:
    """One warm worker. start: starts the program inside the sandbox, given its control descriptor and a file for its complaints.
    remedy: what to say when it does not.

    It is started by a thread of its own that lives as long as the worker: bubblewrap ends with the thread that started it.
    """

    def __init__(self, start: Start, leaving: Leaving, remedy: str) -> None:
        self._start, self._leaving, self._remedy = start, leaving, remedy
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._keeper: _Keeper | None = None

    def fork(self, pipes: Pipes, group: Group | None) -> Forked:
        """A fresh process, walled in, that serves one submission on these pipes and is counted in the group. Raises ExecutorError."""
        with self._lock, contextlib.ExitStack() as files:
            doors = files.enter_context(group.doors()) if group else []
            descriptors = [pipes.jobs, pipes.answers, pipes.output, *doors]
            try:
                return self._ask(descriptors, group)
            except OSError:  # the worker is gone, for whatever reason: a fresh one, once
                self._hang_up()
            try:
                return self._ask(descriptors, group)
            except OSError as error:
                self._hang_up()
                raise ExecutorError(f"The warm worker does not answer ({error}).") from None

    def close(self) -> None:
        """End it, and wait until the sandbox is gone."""
        with self._lock:
            self._hang_up()
            if self._keeper is not None:
                self._keeper.wait(_END_SECONDS)

    def __del__(self) -> None:
        if self._control is not None:
            self._control.close()

    def _ask(self, descriptors: list[int], group: Group | None) -> Forked:
        control = self._connected()
        socket.send_fds(control, [b"fork"], descriptors)
        message, got, _, _ = socket.recv_fds(control, 1024, 2)
        if got:
            pidfd, status = got
            return Forked(pidfd, status, group, self._leaving)
        if not message:
            raise ConnectionResetError("it has ended")
        raise ExecutorError(f"A submission cannot be walled in here: {message.decode('utf-8', 'replace')}. {self._remedy}")

    def _connected(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            try:
                with theirs, tempfile.TemporaryFile() as complaints:
                    self._keeper = _Keeper(lambda: self._start(theirs.fileno(), complaints))
                    theirs.close()
                    self._await_ready(ours, complaints)
            except BaseException:
                ours.close()
                raise
            ours.settimeout(_ASK_SECONDS)
            self._control = ours
        return self._control

    def _await_ready(self, ours: socket.socket, complaints: IO[bytes]) -> None:
        ours.settimeout(READY_SECONDS)
        begun = time.monotonic()
        try:
            said = ours.recv(1024).decode("utf-8", "replace")
        except TimeoutError:
            said = f"nothing for {time.monotonic() - begun:.0f} seconds"
        if not said.startswith("ready"):
            complaints.seek(0)
            words = complaints.read()[-800:].decode("utf-8", "replace").strip()
            raise ExecutorError(f"bubblewrap cannot make a sandbox here: {said or words or 'it said nothing'}. {self._remedy}")

    def _hang_up(self) -> None:
        """The worker ends when its socket closes, and the sandbox with it."""
        if self._control is not None:
            self._control.close()
            self._control = None


class _Keeper:
    """Starts a process in a thread that stays until the process ends."""

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._done = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._keep, args=(start,), daemon=True, name="assay-warm-worker")
        self._thread.start()
        self._done.wait()
        if self._error is not None:
            raise self._error

    def wait(self, seconds: float) -> None:
        """Until the process has ended, or so many seconds have passed."""
        self._thread.join(seconds)

    def _keep(self, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        try:
            process = start()
        except BaseException as error:
            self._error = error
            self._done.set()
            return
        self._done.set()
        process.wait()
