"""IPython's shell, in which a notebook's cells run: what Jupyter's kernel is made of, without its sockets, threads and second process.

Cells meet what they meet in Jupyter: magics, rich displays, `await`, a running event loop, the last value as output. The grader hears of
each cell before it runs, so that it knows which one ran when the process ended or had to be ended, and has the rest run without it.

This file alone is imported late, for notebooks only: IPython takes its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import getpass
import os
import sys
import time
from collections.abc import Callable
from typing import Any, cast

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .channel import Channel
from .errors import problem, sentence_problem
from .executed import KEPT_OUTPUT, executed_copy
from .limits import PATIENCE, TooSlow, alarm
from .notebook import Cell
from .outputs import Outputs
from .submission import Submission, read_framework
from .surroundings import NoShell, Nothing, no_input, note

_chdir, _now = os.chdir, time.monotonic  # held from before student code can overwrite them
# These magics change how a notebook looks or is edited, and never what it computes.
_FOR_LOOKS = frozenset({"autoreload", "config", "gui", "load_ext", "matplotlib", "reload_ext", "store", "unload_ext"})


class _Hook(DisplayHook):
    """The value of a cell's last line goes to its outputs; nothing is printed."""

    def write_output_prompt(self) -> None:
        """None is shown."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        self.shell.outputs.value(self.prompt_count, format_dict, md_dict or {})

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """What display() shows goes to the cell's outputs."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, *_: Any, **__: Any) -> None:
        self.shell.outputs.display(data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class Shell(InteractiveShell):
    """IPython's shell with nobody before it. outputs: what the cells give; it keeps nothing unless it is asked to."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **settings: Any) -> None:
        self.outputs = Outputs()
        super().__init__(**settings)

    def enable_gui(self, gui: str | None = None) -> None:
        """There are no windows here."""

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """A magic that is not there, or lacks what it needs, costs a note and not its cell: they often stand beside the imports."""
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except Exception as error:
            if magic_name not in _FOR_LOOKS and not isinstance(error, UsageError):
                raise
            note(f"skipped: %{magic_name} {line}")

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        """A cell for a magic that is not there is no Python, and is skipped."""
        try:
            return super().run_cell_magic(magic_name, line, cell)
        except UsageError:
            note(f"skipped: %%{magic_name} {line}")

    def showtraceback(self, *arguments: Any, **named: Any) -> None:
        """Errors are kept as data; only for the notebook's copy are they made pretty, which takes long."""
        if self.outputs.keeping:
            super().showtraceback(*arguments, **named)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, str(evalue), stb)

    def listen(self, most: int) -> None:
        """Keep what the cells give, so many characters of it."""
        self.outputs.keep(most)
        for name in ("stdout", "stderr"):
            setattr(sys, name, self.outputs.listening(name, getattr(sys, name)))

    def be_blind(self) -> None:
        """No copy is kept: nothing needs to be drawn or put into words."""
        self.display_formatter.format = lambda *_, **__: ({}, {})


def the_shell() -> Any:
    """The shell of this process; it is made at the first call. Making it starts no thread, so that a process with one can be forked."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    return Shell.instance(config=config)


class CellRunner:
    """Runs cells in order, each in its time, keeps their errors, and says what they defined."""

    def __init__(self, channel: Channel, opened: dict[str, Any], folder: str) -> None:
        """opened: the grader's first frame. A copy with what the cells give is made where that asks for one."""
        self.shell = the_shell()
        self._outputs = self.shell.outputs
        self.main, self.folder, self.seconds = opened["main"], folder, opened["load_seconds"]
        self.context = contextvars.copy_context()  # one for all cells: np.seterr and decimal's precision hold from cell to cell
        self.stopped: dict[int, str] = {int(number): text for number, text in opened["stopped"].items()}
        self._channel, self._spent = channel, opened["spent"]
        self._left_out = frozenset(self.stopped)
        self._run, self._transform, self._trigger = self.shell.run_cell_async, self.shell.transform_cell, self.shell.events.trigger
        self._problems: dict[int, dict[str, Any]] = {}
        self._place = ""
        self._raw = opened["files"][self.main].tobytes()
        self._prepare(keeping=opened["keep_notebook"])

    def _prepare(self, *, keeping: bool) -> None:
        """Name cells as a person counts them, and turn commands into notes."""
        shell, quiet = self.shell, NoShell()
        sys.path.append(self.folder)
        shell.compile.get_code_name = lambda raw, transformed, number: self._place
        shell.system = shell.system_raw = shell.system_piped = quiet.system
        shell.getoutput = quiet.getoutput
        for name in ("pip", "conda", "mamba", "uv", "sx", "system"):
            shell.register_magic_function(lambda line, name=name: quiet.run_line_magic(name, line), "line", name)
        for name in ("bash", "sh", "script", "system", "sx", "!", "perl", "ruby", "html", "javascript"):
            shell.register_magic_function(lambda line, cell, name=name: note(f"skipped: %%{name}"), "cell", name)
        shell.ask_exit = lambda: note("exit() is ignored; the cells after it run.")
        shell.kernel = Nothing("get_ipython().kernel")
        cast(Any, getpass).getpass = no_input
        shell.listen(KEPT_OUTPUT) if keeping else shell.be_blind()

    def load(self, cells: list[Cell]) -> Submission:
        """Run the cells. An error costs its cell and nothing else."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        patience = PATIENCE * self.seconds
        for cell in cells:
            if cell.number in self._left_out:
                continue
            if self._spent > patience:
                self.stopped[cell.number] = f"cell {cell.number}: not run, because the cells before it took {patience:g} seconds."
                continue
            self._announce(cell)
            self._one(cell, loop)
        if self._outputs.keeping:
            self._send_copy(cells)
        submission = Submission(self.main, self.folder, self.shell.user_ns)
        found = self._problems | {number: sentence_problem(text) for number, text in self.stopped.items()}
        submission.problems = [found[number] for number in sorted(found)]
        read_framework(submission)
        return submission

    def _announce(self, cell: Cell) -> None:
        """Say which cell comes, and wait for the word to run it."""
        self._channel.tell({"cell": cell.number})
        self._channel.await_word()

    def _send_copy(self, cells: list[Cell]) -> None:
        """The copy is for a person to look at: where the student's code has made it impossible, there is none, and no mark is lost."""
        with contextlib.suppress(Exception):
            copy = executed_copy(self._raw, self.main, cells, self._outputs.by_cell, self.stopped)
            self._channel.tell({"executed": copy})
            self._channel.await_word()

    def _one(self, cell: Cell, loop: asyncio.AbstractEventLoop) -> None:
        self._place = place = f"cell {cell.number}"
        self._outputs.begin(cell.number)
        begun, slow, error = _now(), False, None
        try:
            with alarm(self.seconds):
                error = self._error_of(cell.source, loop)
        except TooSlow:
            slow = True
        except BaseException as its:
            error = its
        took = _now() - begun
        self._spent += min(self.seconds, took)
        if slow or isinstance(error, TooSlow) or took >= self.seconds:
            self.stopped[cell.number] = f"{place}: stopped after {self.seconds:g} seconds. What it had defined by then is kept."
        elif error is not None:
            self._problems[cell.number] = problem(error, self.folder, place)
        with contextlib.suppress(Exception):
            _chdir(self.folder)

    def _error_of(self, source: str, loop: asyncio.AbstractEventLoop) -> BaseException | None:
        """Run a cell as Jupyter does, inside a running event loop. The answer is its error."""
        failed = None
        try:
            text = self._transform(source)
        except Exception:
            text, failed = source, sys.exc_info()
        running = self._run(source, store_history=True, transformed_cell=text, preprocessing_exc_tuple=failed)
        task = loop.create_task(running, context=self.context)
        try:
            outcome = loop.run_until_complete(task)
        except BaseException:
            task.cancel()
            raise
        self._trigger("post_execute")
        self._trigger("post_run_cell", outcome)
        error: BaseException | None = outcome.error_before_exec or outcome.error_in_exec
        return error

    def within(self, function: Callable[..., None]) -> Callable[..., None]:
        """The function, called with what the cells set: NumPy's error handling, decimal's precision, get_ipython()."""

        def called(*arguments: Any) -> None:
            with self.shell.builtin_trap:
                self.context.run(function, *arguments)

        return called
