"""The student's errors as data: what went wrong, and on which lines of the student's own files."""

from __future__ import annotations

import functools
import linecache
import os
import re
from collections.abc import Callable
from typing import Any

_TEXT = 2000


OwnFile = Callable[[str], "str | None"]  # a file of a traceback -> the name under which a student knows it; None for a library's


def error_of(error: BaseException, folder: str, own_file: OwnFile | None = None) -> dict[str, Any]:
    """An exception as data: its names, its text cut short, and the lines of the student's own files: those in the folder, and cells."""
    return {
        "type": str(type(error).__name__)[:200],
        "text": _error_text(error),
        "kinds": [str(kind.__name__)[:200] for kind in type(error).__mro__[:30]],
        "frames": _frames(error, own_file or functools.partial(_own_file, folder=folder)),
    }


def _error_text(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            return str(error.msg)[:_TEXT]
        if isinstance(error, SystemExit):
            return "the code ended the program, as exit(), sys.exit() and argparse do"
        if isinstance(error, MemoryError) and not str(error):
            return "there is not enough memory: a loop collects without end, or an expression is nested too deeply"
        return _without_internals(str(error)[: 2 * _TEXT])[:_TEXT]
    except BaseException:  # the student wrote __str__
        return "(the error has no readable text)"


# What TensorFlow and PyTorch add to a message for those who look for bugs in TensorFlow and PyTorch.
_INTERNALS = re.compile(r"\{\{function_node [^}]*\}\}\s*|\s*\[Op:\w+\](\s+name:\s*$)?|, but expected one of:\n.*", re.DOTALL)


def _without_internals(text: str) -> str:
    return _INTERNALS.sub("", text)


def _frames(error: BaseException, own_file: OwnFile) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    trace = error.__traceback__
    while trace is not None:
        _add_frame(found, trace.tb_frame.f_code.co_filename, trace.tb_lineno, own_file)
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        _add_frame(found, error.filename or "", error.lineno or 0, own_file)
    return found if len(found) <= 20 else found[:5] + found[-15:]


def _add_frame(found: list[dict[str, Any]], file: str, line: int, own_file: OwnFile) -> None:
    shown = own_file(str(file))
    if shown is not None:
        text = linecache.getline(file, line).strip()[:200]
        found.append({"file": shown, "line": int(line), "text": text})


def _own_file(file: str, folder: str) -> str | None:
    """The name under which a student knows the file; None for a library's."""
    if re.fullmatch(r"cell \d+", file):
        return file
    inside = os.path.join(folder, "")
    return file[len(inside) :] if file.startswith(inside) else None


def problem(error: BaseException, folder: str, place: str) -> dict[str, Any]:
    """An error while loading: its text says where, "hmm.py, line 3: NameError: ..."."""
    told = error_of(error, folder)
    if not place.startswith("cell ") and told["frames"]:
        last = told["frames"][-1]
        place = f"{last['file']}, line {last['line']}"
    elif told["frames"]:
        last = told["frames"][-1]
        place = f"{place}, line {last['line']}" if last["file"] == place else f"{place} ({last['file']}, line {last['line']})"
    return {**told, "text": f"{place}: {told['type']}: {told['text']}"}


def sentence_problem(sentence: str, kind: str = "LoadingProblem") -> dict[str, Any]:
    return {"type": kind, "text": sentence, "kinds": [kind], "frames": []}
