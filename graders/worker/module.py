"""Loading a .py file. It is imported as Python would import it, but an error midway keeps what came before."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.machinery
import importlib.util
import io
import linecache
import os
import re
import sys
import tokenize
import types
from pathlib import Path

from .errors import problem, sentence_problem
from .limits import TooSlow, alarm
from .magics import without_commands
from .submission import Submission, read_framework
from .surroundings import NoShell, note

_chdir = os.chdir  # held from before student code can overwrite it


def load_module(main: str, folder: str, seconds: float) -> Submission:
    """Import the module. What was defined before an error stays, and the error is a problem."""
    path = os.path.join(folder, main)
    sys.path += [place for place in dict.fromkeys([folder, os.path.dirname(path)]) if place not in sys.path]  # last: numpy.py hides nothing
    _chdir(folder)
    builtins.get_ipython = lambda: NoShell()  # type: ignore[attr-defined]
    module = _new_module(main, path)
    submission = Submission(place=main, folder=folder, names=module.__dict__)
    try:
        with alarm(seconds):
            source = _source(Path(path).read_bytes(), main, submission)
            linecache.cache[path] = (len(source), None, source.splitlines(keepends=True), path)
            exec(_compiled(source, path), module.__dict__)
    except TooSlow:
        text = f"{main} took longer than {seconds:g} seconds to import. What it had defined by then is graded."
        submission.problems.append(sentence_problem(text, "TimeoutError"))
    except BaseException as error:
        submission.problems.append(problem(error, folder, main))
    read_framework(submission)
    return submission


def _compiled(source: str, path: str) -> types.CodeType:
    """The code of a file. Colab's own export leaves a notebook's commands as they are (`!pip install ...`): they are skipped."""
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except SyntaxError:
        python = without_commands(source, lambda said: note(f"skipped: {said}"))
        if python == source:
            raise
        return compile(python, path, "exec", dont_inherit=True)


def _new_module(main: str, path: str) -> types.ModuleType:
    """An empty module under the file's name, or another name where that one is a library's."""
    parts = list(Path(main).with_suffix("").parts)
    package: list[str] = []
    place = Path(path).parent
    while len(package) < len(parts) - 1 and (place / "__init__.py").is_file():
        package.insert(0, place.name)
        place = place.parent
    name = ".".join([*package, re.sub(r"\W", "_", parts[-1])])
    taken = name in sys.modules or name in sys.stdlib_module_names
    if taken or (not package and importlib.machinery.PathFinder.find_spec(name, _libraries())):
        name = f"submission_{name.rpartition('.')[2]}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    if package:
        sys.path.append(str(place))
        with contextlib.suppress(Exception):
            importlib.import_module(".".join(package))
    return module


def _libraries() -> list[str]:
    return [place for place in sys.path if place.endswith(("site-packages", "dist-packages"))]


def _source(raw: bytes, main: str, submission: Submission) -> str:
    """The text of a .py file: BOM, then the coding line, then UTF-8, then Windows' own encoding with a note."""
    if raw[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return raw.decode("utf-32")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        text = raw.decode(encoding)
    except (SyntaxError, ValueError, LookupError):  # a coding line may name a codec that is for no text
        text = raw.decode("cp1252", "replace")
        note(f"{main} is not UTF-8; it was read as Windows text (cp1252). Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
