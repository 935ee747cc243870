"""Inside the kernel, the process in which a notebook's cells run: which cell it is, what went wrong, and in the end the jobs."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import socket
import sys
from typing import Any

from .answering import answer_jobs
from .channel import Channel
from .devices import Device
from .door import Door, enter
from .errors import problem, sentence_problem
from .frameworks import Seeds, import_frameworks
from .limits import Memory, die_with_parent, set_limits, soft_memory
from .submission import Submission, read_framework
from .surroundings import NoShell, no_input, note, prepare_interpreter

HAND_OVER = "assay_hand_over"  # a message of our own among Jupyter's
_loads, _chdir, _exit = json.loads, os.chdir, os._exit  # held from before student code can overwrite them


def kernel_main(door: Door, folder: str, connection: str, names: list[str]) -> None:
    """The kernel process: IPython's kernel with our set-up round it. Everything of the submission comes through the door, late.

    names: frameworks to import before that.
    """
    die_with_parent()
    import_frameworks(names)
    import_ipykernel()
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config()
    config.IPKernelApp.quiet = True
    config.IPKernelApp.outstream_class = None  # prints go to our pipe, not over the kernel's messages
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    app = IPKernelApp.instance(config=config, connection_file=connection)
    app.initialize([])
    sys.path.append(folder)
    door.knock()
    message, descriptors = door.take()
    door.close()
    channel, settings = enter(descriptors), _loads(message)
    prepare_interpreter(settings["main"])
    KernelRoom(channel, folder, settings, app.shell, import_frameworks(settings["imports"])).prepare()
    if settings["keep_notebook"]:
        show_prints_twice(app)
    soft_memory(None)
    set_limits(settings["memory_mb"], count_processes=settings["count_processes"], device=settings["device"])
    app.start()


def show_prints_twice(app: Any) -> None:
    """What the cells print goes to the notebook, too."""
    from ipykernel.iostream import OutStream

    for name in ("stdout", "stderr"):
        setattr(sys, name, OutStream(app.session, app.iopub_thread, name, echo=getattr(sys, name), watchfd=False))


def import_ipykernel() -> None:
    """Import it without its debugger, which nobody uses here and which costs more time than all the rest."""
    name = "debugpy"
    known = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]  # whoever imports it now is told that it is not there, and does without
    try:
        for part in ("kernelapp", "ipkernel", "debugger"):
            importlib.import_module(f"ipykernel.{part}")
    finally:
        del sys.modules[name]
        if known is not None:
            sys.modules[name] = known


def door_of(descriptor: int) -> Door:
    """The door of a kernel that was started as a program."""
    return Door(socket.socket(fileno=descriptor))


class KernelRoom:
    """Knows which cell runs, keeps the errors, and answers the jobs in the end."""

    def __init__(self, channel: Channel, folder: str, settings: dict[str, Any], shell: Any, seeds: Seeds) -> None:
        self.channel, self.folder, self.settings, self.shell, self.seeds = channel, folder, settings, shell, seeds
        self.waiting = list(settings["order"])
        self.memory = Memory()
        self.current = self.depth = 0
        self.problems: dict[int, dict[str, Any]] = {}

    def prepare(self) -> None:
        """Name cells as a person counts them, keep their errors, and turn commands into notes."""
        shell = self.shell
        shell.compile.get_code_name = lambda raw, transformed, number: f"cell {self.current}"
        shell.events.register("pre_run_cell", self.before)
        shell.events.register("post_run_cell", self.after)
        quiet = NoShell()
        shell.system = shell.system_raw = shell.system_piped = quiet.system
        shell.getoutput = quiet.getoutput
        for name in ("pip", "conda", "mamba", "uv", "sx", "system"):
            shell.register_magic_function(lambda line, name=name: quiet.run_line_magic(name, line), "line", name)
        for name in ("bash", "sh", "script", "system", "sx", "!", "perl", "ruby", "html", "javascript"):
            shell.register_magic_function(lambda line, cell, name=name: note(f"skipped: %%{name}"), "cell", name)
        shell.ask_exit = lambda: note("exit() is ignored; the cells after it run.")
        shell.kernel.raw_input = no_input
        shell.kernel.getpass = no_input
        shell.kernel.shell_handlers[HAND_OVER] = self.hand_over

    def before(self, info: Any) -> None:
        self.depth += 1
        if self.depth == 1 and self.waiting:
            self.current = self.waiting.pop(0)

    def after(self, outcome: Any) -> None:
        self.depth -= 1
        error = outcome.error_before_exec or outcome.error_in_exec
        if self.depth == 0 and error is not None:
            self.problems[self.current] = problem(error, self.folder, f"cell {self.current}")
        with contextlib.suppress(Exception):
            _chdir(self.folder)

    def hand_over(self, stream: Any, ident: Any, message: dict[str, Any]) -> None:
        """The driver's last message: answer jobs from here on. It is no cell, because the notebook may change how cells are read."""
        submission = Submission(self.settings["main"], self.folder, self.shell.user_ns)
        stopped = {int(number): sentence_problem(text) for number, text in message["content"]["stopped"].items()}
        problems = {**self.problems, **stopped}
        submission.problems = [problems[number] for number in sorted(problems)]
        read_framework(submission)
        submission.device = Device(self.settings["device"], self.settings["memory_mb"])
        with self.shell.builtin_trap:
            answer_jobs(self.channel, submission, self.seeds, self.memory)
        _exit(0)
