"""A worker's life: take the submission, load it, then answer jobs until the grader hangs up."""

from __future__ import annotations

import contextlib
import io
import os
import traceback
from collections.abc import Callable
from typing import Any

from .answering import answer_jobs
from .channel import Channel, be_ready
from .devices import Device
from .door import Door, close_all_but, enter
from .errors import sentence_problem
from .frames import JOB_CAPS, unpack
from .frameworks import Seeds, import_frameworks
from .limits import Clock, Memory, die_with_parent, set_limits, soft_memory
from .module import load_module
from .notebook import Notebook, Unreadable, read_notebook
from .submission import Submission, write_files
from .surroundings import prepare_interpreter


def serve_main(jobs: int, answers: int, folder: str) -> int:
    """The worker as a program of its own. Returns its exit status."""
    die_with_parent()
    channel = Channel(jobs, answers)
    opened = _submission(channel, folder)
    if opened is None:
        return 0
    if opened["main"].endswith(".ipynb"):
        return _drive(lambda: _notebook(channel, opened, []), folder, warm=None)
    return _serve_module(channel, opened, folder, import_frameworks(opened["imports"]))


def serve_when_asked(door: Door, folder: str, names: list[str]) -> int:
    """The worker forked from a warm one, before there is a submission: all that can be done without one is done first."""
    try:
        return _serve_when_asked(door, folder, names)
    except Exception:  # it is ours: the grader finds it among what the submission printed
        told = traceback.format_exc()
        if not door.taken:
            enter(door.take()[1])
        os.write(2, told.encode())
        return 1


def _serve_when_asked(door: Door, folder: str, names: list[str]) -> int:
    if "notebook" in names:
        return _drive(lambda: _notebook_at(door, folder), folder, warm=names)
    seeds = import_frameworks(names)
    _, descriptors = door.take()
    channel = enter(descriptors)
    close_all_but(channel.jobs, channel.answers)
    opened = _submission(channel, folder)
    return 0 if opened is None else _serve_module(channel, opened, folder, seeds)


def _submission(channel: Channel, folder: str) -> dict[str, Any] | None:
    """The first frame, with the submission's files laid out in the folder. None when the grader has hung up."""
    frame = channel.receive()
    if frame is None:
        return None
    opened: dict[str, Any] = unpack(frame, JOB_CAPS)
    write_files(folder, opened["files"])
    return opened


def _serve_module(channel: Channel, opened: dict[str, Any], folder: str, seeds: Seeds) -> int:
    prepare_interpreter(opened["main"])
    set_limits(opened["memory_mb"], count_processes=opened["count_processes"], device=opened["device"])
    be_ready(channel)
    clock, memory = Clock(), Memory()
    clock.allow(opened["load_seconds"] + 1)  # one second after the alarm, which keeps what was defined
    submission = load_module(opened["main"], folder, opened["load_seconds"])
    clock.rest()
    submission.device = Device(opened["device"], opened["memory_mb"])
    answer_jobs(channel, submission, seeds, memory)
    return 0


# ---- notebooks ----


def _drive(take: Callable[[], Notebook | None], folder: str, *, warm: list[str] | None) -> int:
    """Run a notebook in a kernel. take: gives it, or None when there is none; it is asked when the kernel is ready."""
    with contextlib.redirect_stderr(io.StringIO()):  # nbclient's libraries warn at length
        from .driver import drive_notebook
    return drive_notebook(take, folder, warm)


def _notebook_at(door: Door, folder: str) -> Notebook | None:
    _, descriptors = door.take()
    for_kernel = [os.dup(descriptor) for descriptor in descriptors]
    channel = enter(descriptors)
    door.close()
    opened = _submission(channel, folder)
    return None if opened is None else _notebook(channel, opened, for_kernel)


def _notebook(channel: Channel, opened: dict[str, Any], for_kernel: list[int]) -> Notebook | None:
    """What the driver needs. A file that is no notebook has no functions, and that is what is answered for it here."""
    soft_memory(opened["memory_mb"])  # reading the file must not take the machine's memory either
    try:
        cells = read_notebook(opened["files"][opened["main"]].tobytes(), opened["main"])
    except Unreadable as error:
        be_ready(channel)
        answer_jobs(channel, Submission(opened["main"], os.getcwd(), {}, problems=[sentence_problem(str(error))]), Seeds())
        return None
    return Notebook(channel, opened, cells, for_kernel or [channel.jobs, channel.answers, 1])
