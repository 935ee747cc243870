"""A warm worker: it has NumPy and the frameworks imported, and forks once for each submission. No student code runs in it.

It reads requests from one socket. A request carries four descriptors: jobs, answers, output, status. The reply is "" with a descriptor
of the submission's first process (a pidfd: to wait for its end, and to end it), or a sentence that says why there is none.

Forking is safe as long as this process has one thread: libraries that computed with more hang in every child. So it warms up with one
thread, looks, and refuses to serve when there are more.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import socket
import sys
from collections.abc import Callable

from . import limits, walls
from .frameworks import FRAMEWORKS, import_frameworks, warm_up

TMP_BYTES = 256 << 20
SHARED_BYTES = 64 << 20


def warm_main(control: int, folder: str, names: list[str], serve: Callable[[int, int, str], None]) -> int:
    """Import, warm up, say "ready" (or why not), then fork for every request until the grader hangs up."""
    requests = socket.socket(fileno=control)
    import_frameworks(names, run=False)
    warm_up(names)
    if "notebook" in names:
        import_notebook_libraries()
    limits.remember_address_space()
    threads = len(os.listdir("/proc/self/task"))
    lacking = [name for name in FRAMEWORKS if name in names and name not in sys.modules]
    if threads != 1:
        requests.send(f"the warm worker has {threads} threads, so it cannot be forked safely".encode())
        return 1
    requests.send(b"ready" if not lacking else f"ready without {', '.join(lacking)}".encode())
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, 16, 4)
        if not message:
            return 0
        _serve_one(requests, descriptors, folder, serve)


def import_notebook_libraries() -> None:
    """nbclient for the driver, ipykernel for the kernel."""
    with contextlib.redirect_stderr(io.StringIO()):  # they warn at length
        importlib.import_module("ipykernel.kernelapp")
        importlib.import_module("ipykernel.ipkernel")
        importlib.import_module(f"{__package__}.driver")


def _serve_one(requests: socket.socket, descriptors: list[int], folder: str, serve: Callable[[int, int, str], None]) -> None:
    jobs, answers, output, status = descriptors
    heard, told = os.pipe()
    shim = os.fork()
    if shim == 0:
        requests.close()
        os.close(heard)

        def run() -> None:
            os.dup2(output, 1)
            os.dup2(output, 2)
            first, last = sorted((jobs, answers))
            os.closerange(3, first)
            os.closerange(first + 1, last)
            os.closerange(last + 1, 1024)
            os.chdir(folder)
            serve(jobs, answers, folder)

        _be_shim(run, folder, status, told)
    os.close(told)
    for descriptor in descriptors:
        os.close(descriptor)
    with os.fdopen(heard, "rb") as page:
        lines = dict(line.decode().partition(" ")[::2] for line in page.read(1024).splitlines())
    os.waitpid(shim, 0)
    if "failed" in lines or "init" not in lines:
        requests.send(lines.get("failed", "the walls round the submission could not be put up").encode())
        return
    pidfd = os.pidfd_open(int(lines["init"]))
    socket.send_fds(requests, [b"started"], [pidfd])
    os.close(pidfd)


def _be_shim(run: Callable[[], None], folder: str, status: int, told: int) -> None:
    try:
        init = walls.run_walled(run, folder, status, TMP_BYTES, SHARED_BYTES, told)
        walls.tell(told, "init", init)
        os._exit(0)
    except BaseException as error:
        walls.tell(told, "failed", error)
        os._exit(1)
