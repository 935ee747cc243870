"""Runs a notebook's cells one after the other in this process, without Jupyter: for a machine that has none, or is Windows."""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import linecache
import os
import sys
import time
import types

from .errors import problem, sentence_problem
from .limits import PATIENCE, TooSlow, alarm
from .magics import plain
from .notebook import Cell
from .submission import Submission, read_framework
from .surroundings import NoShell, note

_chdir = os.chdir  # held from before student code can overwrite it


def load_cells(cells: list[Cell], main: str, folder: str, seconds: float) -> Submission:
    """Run the cells. An error costs its cell and nothing else. seconds: for each cell; all together get PATIENCE times as much."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module  # as in Jupyter: `if __name__ == "__main__"` holds, and classes of a notebook can be pickled
    sys.path.append(folder)
    shell = NoShell()
    builtins.get_ipython = lambda: shell  # type: ignore[attr-defined]
    builtins.display = print  # type: ignore[attr-defined]
    submission = Submission(main, folder, module.__dict__)
    end = time.monotonic() + PATIENCE * seconds
    for cell in cells:
        left = min(seconds, end - time.monotonic())
        if left <= 0:
            said = f"cell {cell.number} and those after it were not run: the cells before took too long."
            submission.problems.append(sentence_problem(said))
            break
        _run(cell, submission, left)
    read_framework(submission)
    return submission


def _run(cell: Cell, submission: Submission, seconds: float) -> None:
    place = f"cell {cell.number}"
    _chdir(submission.folder)
    try:
        with alarm(seconds):
            text = plain(cell.source, lambda said: note(f"skipped: {said}"))
            linecache.cache[place] = (len(text), None, text.splitlines(keepends=True), place)
            code = compile(text, place, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            awaited = eval(code, submission.names)
            if inspect.iscoroutine(awaited):
                asyncio.run(awaited)
    except TooSlow:
        submission.problems.append(sentence_problem(f"{place} took longer than {seconds:g} seconds.", "TimeoutError"))
    except BaseException as error:
        submission.problems.append(problem(error, submission.folder, place))
