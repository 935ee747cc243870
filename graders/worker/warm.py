"""A warm worker: it has NumPy and the frameworks imported, and forks once for each submission. No student code runs in it.

Processes stand by, forked, walled in and ready, before a submission is there: the grader waits for nothing but the hand-over.
A request carries descriptors: jobs, answers, output, and the control groups to join. They go on to a process that stands by. The
reply is "started" with two descriptors: the submission's first process (a pidfd: to wait for its end, and to end it), and the pipe on
which that process says how the submission ended; or a sentence that says why there is none.

Forking is safe as long as this process has one thread: libraries that computed with more hang in every child. So it warms up with one
thread, looks, and refuses to serve when there are more.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import socket
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from . import limits, walls
from .door import Door, close_all_but
from .frameworks import FRAMEWORKS, import_frameworks, warm_up

STANDING_BY = 2  # one is taken while the other one gets ready
TMP_BYTES = 256 << 20
SHARED_BYTES = 64 << 20
Serve = Callable[[Door, str, list[str]], None]


def warm_main(control: int, folder: str, names: list[str], serve: Serve) -> int:
    """Import, warm up, say "ready" (or why not), then start a submission for every request until the grader hangs up."""
    requests = socket.socket(fileno=control)
    import_frameworks(names, run=False)
    warm_up(names)
    if "notebook" in names:
        make_shell()
    walls.look_round()
    limits.remember_address_space()
    gc.collect()
    gc.freeze()  # otherwise the first collection in every child looks at, and so copies, all of the libraries' objects
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        requests.send(f"the warm worker has {threads} threads, so it cannot be forked safely".encode())
        return 1
    lacking = [name for name in FRAMEWORKS if name in names and name not in sys.modules]
    requests.send(b"ready" if not lacking else f"ready without {', '.join(lacking)}".encode())
    standing_by: deque[_Standing | str] = deque()
    while True:
        while len(standing_by) < STANDING_BY:
            standing_by.append(_stand_by(folder, names, requests, serve))
        message, descriptors, _, _ = socket.recv_fds(requests, 16, 8)
        if not message:
            return 0
        if not _start(requests, standing_by.popleft(), descriptors):
            _start(requests, _stand_by(folder, names, requests, serve), descriptors, last=True)
        for descriptor in descriptors:
            os.close(descriptor)
        _reap()


def make_shell() -> None:
    """The shell for notebooks, with what IPython imports when it is first used."""
    with contextlib.redirect_stderr(io.StringIO()):  # IPython may have something to say about its folders
        importlib.import_module(f"{__package__}.shell").the_shell()
        for name in ("core.completerlib", "core.debugger", "core.logger", "core.oinspect", "extensions.storemagic"):
            with contextlib.suppress(ImportError):  # another version may have no such part; then there is nothing to save
                importlib.import_module(f"IPython.{name}")


@dataclass
class _Standing:
    """A process that stands by: its init, the pipe that tells how it ended, and the door through which it gets its descriptors."""

    init: int
    ended: int
    door: Door


def _stand_by(folder: str, names: list[str], requests: socket.socket, serve: Serve) -> _Standing | str:
    """Fork the next process. The answer is a sentence where the walls cannot be put up."""
    ended, status = os.pipe()
    heard, told = os.pipe()
    ours, theirs = Door.pair()

    def run() -> None:
        close_all_but(theirs.fileno())
        os.chdir(folder)
        serve(theirs, folder, names)

    try:
        init = walls.fork_walled(run, folder, status, TMP_BYTES, SHARED_BYTES, told)
    except OSError as error:
        failed = str(error)
    else:
        os.close(told)
        told = -1
        with os.fdopen(heard, "rb") as page:
            heard = -1
            failed = page.read(1024).decode("utf-8", "replace")
    for descriptor in (status, heard, told):
        if descriptor >= 0:
            os.close(descriptor)
    theirs.close()
    if not failed:
        return _Standing(init, ended, ours)
    os.close(ended)
    ours.close()
    return failed


def _start(requests: socket.socket, standing_by: _Standing | str, descriptors: list[int], *, last: bool = False) -> bool:
    """Give the descriptors to the process that stands by, and tell the grader who it is, or with the last one why there is none."""
    failed = standing_by if isinstance(standing_by, str) else _hand_over(requests, standing_by, descriptors)
    if failed and last:
        requests.send(failed.encode())
    return not failed


def _hand_over(requests: socket.socket, standing_by: _Standing, descriptors: list[int]) -> str:
    """The answer is "", or a sentence: the process may have been ended by somebody while it stood by."""
    try:
        standing_by.door.hand_in(b"go", descriptors)
        pidfd = os.pidfd_open(standing_by.init)
    except OSError as error:
        return f"the process that stood by is gone ({error})"
    finally:
        standing_by.door.close()
    socket.send_fds(requests, [b"started"], [pidfd, standing_by.ended])
    os.close(pidfd)
    os.close(standing_by.ended)
    return ""


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
