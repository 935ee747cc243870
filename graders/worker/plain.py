"""The worker where nothing of the system is taken for granted: a plain process on Linux, macOS or Windows, which talks over its own
standard input and output. It isolates nothing."""

from __future__ import annotations

import os
import sys
from typing import Any

from .answering import answer_jobs
from .cells import load_cells
from .channel import Channel, be_ready
from .errors import sentence_problem
from .frames import JOB_CAPS, unpack
from .frameworks import import_frameworks
from .limits import die_with_parent
from .module import load_module
from .notebook import Unreadable, read_notebook
from .submission import Submission, write_files
from .surroundings import prepare_interpreter


def plain_main(folder: str) -> int:
    """Load the submission that comes, and answer jobs. Returns the exit status."""
    die_with_parent()
    channel = _own_pipes()
    frame = channel.receive()
    if frame is None:
        return 0
    opened: dict[str, Any] = unpack(frame, JOB_CAPS)
    write_files(folder, opened["files"])
    seeds = import_frameworks(opened["imports"])
    prepare_interpreter(opened["main"])
    be_ready(channel)
    answer_jobs(channel, _loaded(opened, folder), seeds)
    return 0


def _loaded(opened: dict[str, Any], folder: str) -> Submission:
    main = opened["main"]
    if not main.endswith(".ipynb"):
        return load_module(main, folder, opened["load_seconds"])
    try:
        cells = read_notebook(opened["files"][main].tobytes(), main)
    except Unreadable as error:
        return Submission(main, folder, {}, problems=[sentence_problem(str(error))])
    return load_cells(cells, main, folder, opened["load_seconds"])


def _own_pipes() -> Channel:
    """The standard pipes for us alone: student code finds an empty input, and what it prints goes where errors go."""
    jobs, answers = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (jobs, answers):
            msvcrt.setmode(descriptor, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return Channel(jobs, answers)
