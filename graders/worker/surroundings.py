"""What a submission meets: nobody at the keyboard, no Google Colab, no shell. What cannot work here does nothing, and says so."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast


def prepare_interpreter(main: str) -> None:
    """What every submission meets: no person at the keyboard, no Colab, output line by line."""
    sys.argv = [main]
    builtins.input = no_input
    sys.meta_path.insert(0, cast(Any, _PlainBars()))
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
    """A function, or a module of functions, that does nothing and says so. What it gives is empty, and does nothing either."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(f"{self._name}.{name}")

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        note(f"{self._name}() does nothing here.")
        decorates = len(arguments) == 1 and not named and isinstance(arguments[0], (types.FunctionType, type))
        return arguments[0] if decorates else Nothing(self._name)

    def __getitem__(self, key: Any) -> Any:
        return Nothing(self._name)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        """Errors inside go on."""


class _Bar:
    """A progress bar that is not drawn."""

    def __init__(self, iterable: Iterable[Any] = (), *_: Any, **__: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(cast(Any, self._iterable))

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        """Errors inside go on."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


class _Absent(types.ModuleType):
    """A module that is not here, and is not missed."""

    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing(f"{self.__name__}.{name}")


# Packages that draw, show, load data or watch: no task of a course is computed by them, and many import them out of habit.
_NOT_MISSED = frozenset({
    "altair", "bokeh", "graphviz", "ipywidgets", "missingno", "nest_asyncio", "plotly", "pydot", "seaborn", "tensorflow_datasets",
    "torchaudio", "torchinfo", "torchsummary", "torchview", "torchvision", "torchviz", "tqdm", "wandb",
})  # fmt: skip


class _AbsentFinder:
    """Comes last among the importers: answers for google.colab, the kit, and what is not missed, when nobody else does."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        known = name in ("google", "google.colab", "assay_check") or name.startswith("google.colab.")
        if known or name.partition(".")[0] in _NOT_MISSED:
            return importlib.machinery.ModuleSpec(name, cast(Any, self), is_package=True)
        return None

    def create_module(self, spec: Any) -> types.ModuleType:
        return types.ModuleType("google") if spec.name == "google" else _Absent(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """A module is made by its functions' names; progress bars have to go through what they are given."""
        package, _, inner = module.__name__.partition(".")
        if package == "tqdm":
            module.tqdm = module.tqdm_notebook = _Bar  # type: ignore[attr-defined]
            module.trange = module.tnrange = lambda *numbers, **_: _Bar(range(*numbers))  # type: ignore[attr-defined]
        elif package in _NOT_MISSED and not inner:
            note(f"{package} is not installed here. What it would do is left out.")


class _PlainBars:
    """Comes first among the importers: tqdm's bars for notebooks need ipywidgets; without them its plain bars do."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name != "tqdm.notebook" or importlib.machinery.PathFinder.find_spec("ipywidgets"):
            return None
        return importlib.machinery.ModuleSpec(name, cast(Any, self))

    def create_module(self, spec: Any) -> None:
        """The usual one."""

    def exec_module(self, module: Any) -> None:
        plain = importlib.import_module("tqdm.std")
        module.tqdm = module.tqdm_notebook = plain.tqdm
        module.trange = module.tnrange = plain.trange


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
