"""`check()` in a notebook: what the notebook has defined is called where it is, so nothing runs again and nothing is waited for."""

from __future__ import annotations

import contextlib
import functools
import html
import io
import json
import os
import random
import secrets
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from graders import submission as hand_in
from graders.errors import GraderError
from graders.grade import grade
from graders.job import Answer, Job, Limits, Loaded, Package
from graders.scorecard import Scorecard
from graders.submission import Submission
from graders.wire import ANSWER_CAPS, answer_of, job_frame, pack, unpack
from graders.worker import submission as loaded_from
from graders.worker.calls import Runner
from graders.worker.frameworks import Seeds, versions
from graders.worker.limits import Clock, TooSlow, alarm

from . import contents as kit
from . import told
from .checking import chosen
from .terminal import shown

contents = functools.cache(kit.load)


def check_here(tasks: Sequence[Any], names: dict[str, Any]) -> None:
    """Check the tasks on what these names hold, and show it below the cell; as text where nothing else can be shown."""
    try:
        only = chosen([_name(task) for task in tasks], contents())
        card = checked(names, contents(), only)
    except GraderError as error:
        print(error)
        return
    page = Shown(card, contents().withheld(only))
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import display
    except ImportError:
        print(page)
        return
    if get_ipython() is None:
        print(page)
    else:
        display(page)


def _name(task: Any) -> str:
    return task if isinstance(task, str) else str(getattr(task, "__name__", task))


def checked(names: dict[str, Any], contents: kit.Contents, only: frozenset[str] = frozenset()) -> Scorecard:
    """The scorecard of what these names hold."""
    return grade(_hand_in(names, contents), contents.course(only), Here(names))


def _hand_in(names: Mapping[str, Any], contents: kit.Contents) -> Submission:
    """The cells that were run, as a notebook: from them it is read which libraries and which precision the work uses."""
    cells = [source for source in names.get("In", []) if isinstance(source, str) and source.strip()]
    book = {"cells": [{"cell_type": "code", "source": source, "metadata": {}} for source in cells]}
    files = {"notebook.ipynb": json.dumps(book).encode("utf-8", "replace")}
    return Submission("you", contents.page.assignment.slug, hand_in.package("notebook.ipynb", files))


class Here:
    """Runs jobs in this very process; `graders.job.Executor`. It isolates nothing: the code ran here already."""

    name = "notebook"

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """Nothing is promised."""

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str, *, keep_notebook: bool = False) -> Iterator[_HereSession]:
        folder = os.getcwd()
        with _state_kept():
            try:
                yield _HereSession(self._names, folder)
            finally:
                os.chdir(folder)

    def stop(self) -> None:
        """Nothing runs in the background."""


class _HereSession:
    """`graders.job.Session`."""

    def __init__(self, names: dict[str, Any], folder: str) -> None:
        submission = loaded_from.Submission("your notebook", folder, names, own_file=_cell_of)
        loaded_from.read_framework(submission)
        self._runner = Runner(submission, Seeds(), clock=_NoClock())
        self.loaded = Loaded(submission.framework, versions=versions())

    def answer(self, job: Job) -> Answer:
        """Raises KeyboardInterrupt where the student stops it."""
        nonce, printed, begun = secrets.token_hex(8), io.StringIO(), time.monotonic()
        with contextlib.redirect_stdout(printed), _bell(job.repeat * job.seconds):
            said = self._runner.answer(job_frame(job, nonce))
        kind = (said.get("error") or {}).get("type")
        if kind == KeyboardInterrupt.__name__:
            raise KeyboardInterrupt
        seconds = time.monotonic() - begun
        if kind == TooSlow.__name__:
            return Answer("timed_out", detail=f"Your code took longer than {job.seconds:g} seconds.", seconds=seconds)
        answer = answer_of(unpack(pack(said), ANSWER_CAPS), nonce)
        return replace(answer, output=printed.getvalue()[:2000], seconds=seconds)


def _cell_of(file: str) -> str | None:
    """ "In[5]" for the code of a cell, as Jupyter numbers it."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    named = shell.compile.format_code_name(file) if shell is not None else None
    return str(named[1]) if named else None


class _NoClock(Clock):
    """The system's processor-time limit would end the notebook's kernel."""

    def allow(self, seconds: float) -> None:
        """Nothing."""

    def rest(self) -> None:
        """Nothing."""


@contextlib.contextmanager
def _bell(seconds: float) -> Iterator[None]:
    """A run that takes too long is stopped where the system can; elsewhere the student stops it."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with alarm(seconds):
            yield
    else:
        yield


@contextlib.contextmanager
def _state_kept() -> Iterator[None]:
    """The notebook's random numbers, and torch's settings, are afterwards as they were."""
    torch = sys.modules.get("torch")
    python, numpy = random.getstate(), np.random.get_state()
    numbers = torch.get_rng_state() if torch else None
    settings = (torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()) if torch else None
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
        if torch and settings:
            torch.set_rng_state(numbers)
            torch.use_deterministic_algorithms(settings[0], warn_only=settings[1])


# ---- below the cell ----

_STYLE = (
    "border:1px solid #8886;border-radius:6px;padding:.4em .8em;margin:.3em 0;max-width:60em;"
    "font-family:system-ui,sans-serif;line-height:1.45"
)
_COLOURS = {"passed": "#1a7f37", "failed": "#cf222e", "skipped": "#9a6700", "ungraded": "#8250df"}


class Shown:
    """A scorecard below a cell: HTML where that is shown, and text elsewhere."""

    def __init__(self, card: Scorecard, withheld: Sequence[kit.Withheld]) -> None:
        self._card, self._withheld = card, withheld

    def __repr__(self) -> str:
        return shown(self._card, self._withheld, colour=False)

    def _repr_html_(self) -> str:
        parts = [f'<div style="{_STYLE}">']
        for task in self._card.tasks:
            parts.append(f"<div style='margin-top:.4em'><b>{_safe(task.name)}</b> {_safe(told.heading(task, self._withheld))}</div>")
            parts += [_row(line) for line in told.lines(task)]
        return "".join([*parts, f"<div style='margin-top:.5em'>{_safe(told.closing(self._card, self._withheld))}</div></div>"])


def _row(line: told.Line) -> str:
    colour = f"color-mix(in srgb, {_COLOURS[line.outcome]} 65%, currentColor)"  # darker on white, lighter on black
    mark = f"<span style='color:{colour};font-weight:600'>{told.SIGNS[line.outcome]} {line.outcome}</span>"
    below = "".join(f"<div style='margin-left:1.6em;white-space:pre-wrap'>{_safe(text)}</div>" for text in line.below)
    return f"<div style='margin-left:.6em'>{mark} {_safe(line.title)} <span style='opacity:.7'>({line.points})</span>{below}</div>"


def _safe(text: str) -> str:
    return html.escape(text)
