"""What a submission meets: nobody at the keyboard, no Google Colab, no shell. What cannot work here does nothing, and says so."""

from __future__ import annotations

import builtins
import contextlib
import importlib.machinery
import sys
import types
from pathlib import Path
from typing import Any, cast


def prepare_interpreter(main: str) -> None:
    """What every submission meets: no person at the keyboard, no Colab, output line by line."""
    sys.argv = [main]
    builtins.input = no_input
    sys.meta_path.append(cast(Any, _AbsentFinder()))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            cast(Any, stream).reconfigure(line_buffering=True, errors="replace")


def note(sentence: str) -> None:
    """A line in the student's own output."""
    with contextlib.suppress(Exception):
        print(f"[grader] {sentence}")


def no_input(prompt: object = "") -> str:
    raise EOFError("input() waits for a person, and there is none while grading. Put the value in your code.")


class Nothing:
    """A function, or a module of functions, that does nothing and says so."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(f"{self._name}.{name}")

    def __call__(self, *_: Any, **__: Any) -> dict[str, Any]:
        note(f"{self._name}() does nothing here.")
        return {}


class _Absent(types.ModuleType):
    """A module that is not here, and is not missed."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(f"{self.__name__}.{name}")


class _AbsentFinder:
    """Comes last among the importers: answers for google.colab, and for the student's kit, when nothing else does."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name in ("google", "google.colab", "assay_check") or name.startswith("google.colab."):
            return importlib.machinery.ModuleSpec(name, cast(Any, self), is_package=True)
        return None

    def create_module(self, spec: Any) -> types.ModuleType:
        return types.ModuleType("google") if spec.name == "google" else _Absent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing: the module is made by its functions' names."""


class NoShell:
    """get_ipython() in a module that was exported from a notebook: commands and magics do nothing and say so."""

    def system(self, command: str, *_: Any, **__: Any) -> None:
        note(f"skipped: !{command}")

    def getoutput(self, command: str, *_: Any, **__: Any) -> list[str]:
        note(f"skipped: !{command}")
        return []

    def run_line_magic(self, name: str, line: str = "", *_: Any, **__: Any) -> None:
        note(f"skipped: %{name} {line}")

    magic = run_line_magic

    def run_cell_magic(self, name: str, line: str, cell: str = "") -> None:
        if name in ("time", "timeit", "capture"):
            exec(compile(cell, f"<%%{name}>", "exec"), sys._getframe(1).f_globals)
        elif name == "writefile":
            Path(line.split()[-1]).write_text(cell, encoding="utf-8")
        else:
            note(f"skipped: %%{name} {line}")

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None
