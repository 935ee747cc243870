"""A worker's life: take the submission, load it, say what was loaded, then answer jobs until the grader hangs up."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

from .calls import Runner
from .channel import Channel, be_ready
from .errors import sentence_problem
from .frames import JOB_CAPS, WireError, unpack
from .frameworks import Seeds, import_frameworks, versions
from .limits import Clock, die_with_parent, set_limits, soft_memory
from .module import load_module
from .notebook import Unreadable, read_notebook
from .submission import Submission, write_files
from .surroundings import prepare_interpreter


def serve_main(jobs: int, answers: int, folder: str, *, warm: bool = False) -> int:
    """The worker process. warm: it was forked from a warm worker. Returns its exit status."""
    if not warm:
        die_with_parent()
    channel = Channel(jobs, answers)
    frame = channel.receive()
    if frame is None:
        return 0
    opened = unpack(frame, JOB_CAPS)
    write_files(folder, opened["files"])
    main = opened["main"]
    prepare_interpreter(main)
    if main.endswith(".ipynb"):
        return _serve_notebook(channel, opened, folder, warm=warm)
    seeds = import_frameworks(opened["imports"])
    set_limits(opened["memory_mb"], count_processes=opened["count_processes"])
    be_ready(channel)
    clock = Clock()
    clock.allow(opened["load_seconds"] + 1)  # one second after the alarm, which keeps what was defined
    submission = load_module(main, folder, opened["load_seconds"])
    clock.rest()
    serve(channel, submission, seeds)
    return 0


def _serve_notebook(channel: Channel, opened: dict[str, Any], folder: str, *, warm: bool) -> int:
    soft_memory(opened["memory_mb"])  # reading the file must not take the machine's memory either
    try:
        cells = read_notebook(opened["files"][opened["main"]].tobytes(), opened["main"])
    except Unreadable as error:
        be_ready(channel)
        serve(channel, Submission(opened["main"], folder, {}, problems=[sentence_problem(str(error))]), Seeds())
        return 0
    with contextlib.redirect_stderr(io.StringIO()):  # nbclient's libraries warn at length
        from .driver import drive_notebook, fork_kernel
    kernel = fork_kernel(channel, folder) if warm else None
    return drive_notebook(channel, opened, folder, cells, kernel)


def serve(channel: Channel, submission: Submission, seeds: Seeds) -> None:
    """Say what was loaded, then answer jobs until the grader hangs up."""
    runner, flush = Runner(submission, seeds), _flush
    loaded = {"framework": submission.framework, "problems": submission.problems[:100], "versions": versions()}
    flush()
    channel.send({"loaded": loaded})
    while (frame := channel.receive()) is not None:
        told = runner.answer(frame)
        flush()
        try:
            channel.send(told)
        except (WireError, ValueError, RecursionError):
            channel.send({"nonce": told["nonce"], "status": "refused", "detail": "The answer is too large or too deep to be sent."})


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()
