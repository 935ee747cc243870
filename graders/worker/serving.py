"""A worker's life: take the submission, load it, then answer jobs until the grader hangs up."""

from __future__ import annotations

import contextlib
import io
import os
import traceback
from typing import TYPE_CHECKING, Any

from .answering import answer_jobs
from .channel import Channel, be_ready
from .devices import Device
from .door import Door, close_all_but, enter
from .errors import sentence_problem
from .frames import JOB_CAPS, unpack
from .frameworks import Seeds, import_frameworks
from .limits import Clock, Memory, die_with_parent, set_limits
from .module import load_module
from .notebook import Unreadable, read_notebook
from .submission import Submission, write_files
from .surroundings import prepare_interpreter

if TYPE_CHECKING:
    from .shell import CellRunner


def serve_main(jobs: int, answers: int, folder: str) -> int:
    """The worker as a program of its own. Returns its exit status."""
    die_with_parent()
    channel = Channel(jobs, answers)
    opened = _submission(channel, folder)
    return 0 if opened is None else _serve(channel, opened, folder, import_frameworks(opened["imports"]))


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
    seeds = import_frameworks(names)
    _, descriptors = door.take()
    channel = enter(descriptors)
    close_all_but(channel.jobs, channel.answers)
    opened = _submission(channel, folder)
    return 0 if opened is None else _serve(channel, opened, folder, seeds)


def _submission(channel: Channel, folder: str) -> dict[str, Any] | None:
    """The first frame, with the submission's files laid out in the folder. None when the grader has hung up."""
    frame = channel.receive()
    if frame is None:
        return None
    opened: dict[str, Any] = unpack(frame, JOB_CAPS)
    write_files(folder, opened["files"])
    return opened


def _serve(channel: Channel, opened: dict[str, Any], folder: str, seeds: Seeds) -> int:
    prepare_interpreter(opened["main"])
    is_notebook = opened["main"].endswith(".ipynb")
    runner = _cell_runner(channel, opened, folder) if is_notebook else None
    set_limits(opened["memory_mb"], count_processes=opened["count_processes"], device=opened["device"])
    be_ready(channel)  # until here nothing of the student's has run
    memory = Memory()
    if runner is None:
        submission, answer = _module(opened, folder), answer_jobs
    else:
        submission, answer = _notebook(runner, opened, folder), runner.within(answer_jobs)
    submission.device = Device(opened["device"], opened["memory_mb"])
    answer(channel, submission, seeds, memory)
    return 0


def _module(opened: dict[str, Any], folder: str) -> Submission:
    clock = Clock()
    clock.allow(opened["load_seconds"] + 1)  # one second after the alarm, which keeps what was defined
    submission = load_module(opened["main"], folder, opened["load_seconds"])
    clock.rest()
    return submission


def _cell_runner(channel: Channel, opened: dict[str, Any], folder: str) -> CellRunner:
    with contextlib.redirect_stderr(io.StringIO()):  # IPython may have something to say about its folders
        from .shell import CellRunner
    return CellRunner(channel, opened, folder)


def _notebook(runner: CellRunner, opened: dict[str, Any], folder: str) -> Submission:
    """The notebook's cells, run. A file that is no notebook has no functions, and its problem is what it is."""
    try:
        cells = read_notebook(opened["files"][opened["main"]].tobytes(), opened["main"])
    except Unreadable as error:
        return Submission(opened["main"], folder, {}, problems=[sentence_problem(str(error))])
    return runner.load(cells)
