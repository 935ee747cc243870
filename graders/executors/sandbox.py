"""Runs a submission inside bubblewrap: no network, no files but the system's and Python's, no processes but its own.

What is bound is an allow-list: /usr, the interpreter, its libraries, and the folder graders/worker. The rest of the repository, the
home folders and /etc are not in it, so there is no expected value, mark or key to find. Options reach bubblewrap through a pipe and
its environment is empty, because inside the sandbox the first process is bubblewrap itself, and its command line and environment can
be read there.

Bubblewrap is tied to the *thread* that starts it (--die-with-parent): open and use a session in one thread.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .. import worker
from ..errors import ExecutorError
from ..job import Call, Job, Limits, Package, Session
from . import canary, cgroup
from .devices import check_device, nodes, prove_device
from .process import Pipes, Process, environment
from .session import ProcessSession, Sessions
from .warm import Forked, Leaving, WarmWorker

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ("assignments", "examples", "fixtures", "graders", "reference", "reports", "tests", ".git")
TMP_BYTES = 256 << 20
SHARED_BYTES = 64 << 20
_CANARY_LIMITS = Limits(seconds=20, memory_mb=256)
_USER = "65534"
_HOME = "/tmp/home"
_FOLDER = "/tmp/home/submission"
_WORKER = "/worker"
_WORKING_FOLDERS = ("/content", "/kaggle/working")  # where notebooks work in Colab and on Kaggle
_FRAMEWORKS = {"torch": {"torch"}, "tensorflow": {"tensorflow", "keras"}}  # framework -> imports that need it
_PASSWD = b"student:x:65534:65534:student:/tmp/home:/bin/false\n"
_HOSTS = b"127.0.0.1 localhost\n"
_INSTALL = "bubblewrap is not installed: `apt install bubblewrap` (Debian, Ubuntu) or `dnf install bubblewrap` (Fedora)."
_REMEDY = (
    "On Ubuntu 24.04 and later, AppArmor keeps bubblewrap from making a sandbox: install the package apparmor-profiles and load its bwrap "
    "profile. In Docker, start the container with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
    "--security-opt systempaths=unconfined`, or use Podman. Nothing is graded without a sandbox."
)


@dataclass
class Sandbox:
    """hide: folders, beside the repository's own, that no submission may see."""

    hide: tuple[Path, ...] = ()
    name: str = "sandbox"
    _workers: dict[tuple[tuple[str, ...], str], WarmWorker] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sessions: Sessions = field(default_factory=Sessions, init=False, repr=False, compare=False)
    _leaving: Leaving = field(default_factory=Leaving, init=False, repr=False, compare=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def prove(self, device: str = "cpu", *, notebooks: bool = False) -> None:
        """Run a submission that tries to break out, like every other submission. Raises ExecutorError when anything succeeds.

        notebooks: run it as a notebook too.
        """
        check_device(device)
        prove_device(self, device)
        with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile(prefix="assay-marker-") as marker:
            question = {
                "port": listener.getsockname()[1],
                "secrets": [marker.name, __file__, *(str(path) for path in _private(self.hide) if path.exists())],
                "variables": [*environment(_HOME), "PWD"],
                "notebook": False,
                "read_only": [sys.prefix, sys.base_prefix, "/usr", "/dev", "/etc", "/", "/proc", _WORKER],
            }
            found = self._tried("canary.py", question, device)
            if notebooks:
                again = self._tried("canary.ipynb", {**question, "notebook": True}, device)
                found += [f"{sentence} (from a notebook)" for sentence in again]
        if found:
            raise ExecutorError(f"The sandbox does not hold: {'; '.join(found)}. Nothing is graded until it does. {_REMEDY}")

    def _tried(self, file: str, question: dict[str, object], device: str) -> list[str]:
        mark = f"assay-note-{os.getpid()}"
        return self._canary(file, device, ("escapes", question), ("leave", mark)) + self._canary(file, device, ("notes", mark))

    def _canary(self, file: str, device: str, *calls: tuple[str, object]) -> list[str]:
        """What the canary says that it could do."""
        source = Path(canary.__file__).read_text(encoding="utf-8")
        cell: dict[str, object] = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        book = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]})
        package = Package(file, {file: (book if file.endswith(".ipynb") else source).encode()})
        found: list[str] = []
        with self.open(package, _CANARY_LIMITS, device) as session:
            for name, argument in calls:
                answer = session.answer(Job(name, (Call(name, (argument,)),), seconds=20))
                if answer.status != "returned":
                    said = answer.error.text if answer.error else answer.detail
                    raise ExecutorError(f"The sandbox's own check did not finish ({name}: {said}). Nothing is graded until it does.")
                found += answer.value or []
        return found

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str = "cpu", *, keep_notebook: bool = False) -> Iterator[Session]:
        check_device(device)
        worker_of = self._worker(package, device)

        def start(pipes: Pipes) -> Forked:
            group = cgroup.Group(place, limits.memory_mb << 20) if (place := cgroup.home()) else None
            with contextlib.ExitStack() as undo:
                try:
                    if group is not None:
                        undo.callback(group.remove)
                        group.make()
                    forked = worker_of.fork(pipes, group)
                except OSError as error:
                    raise ExecutorError(f"The submission's memory cannot be counted: {error}.") from None
                undo.pop_all()
            return forked

        fresh = functools.partial(Process, start)
        session = ProcessSession(fresh, package, limits, count_processes=True, keep_notebook=keep_notebook, device=device)
        with self._sessions.hold(session):
            yield session

    def stop(self) -> None:
        self._sessions.stop()

    def close(self) -> None:
        """End the warm workers, and wait for the last submissions to be gone. The workers end by themselves when this process does."""
        with self._lock:
            for one in self._workers.values():
                one.close()
            self._workers.clear()
        self._leaving.wait()

    def _worker(self, package: Package, device: str) -> WarmWorker:
        """The warm worker that has imported what this submission imports, and sees the device."""
        names = tuple(name for name, signs in _FRAMEWORKS.items() if signs & package.imports)
        if package.main.endswith(".ipynb"):
            names += ("notebook",)
        with self._lock:
            if (names, device) not in self._workers:
                self._workers[names, device] = WarmWorker(functools.partial(self._start, names, device), self._leaving, _REMEDY)
            return self._workers[names, device]

    def _start(self, names: tuple[str, ...], device: str, control: int, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
        command = [*worker.command(_WORKER), "warm", str(control), _FOLDER, ",".join(names)]
        return start_inside(
            command, self.hide, stdout=complaints.fileno(), stderr=complaints.fileno(), pass_fds=(control,), device=device
        )


def bubblewrap() -> str:
    """Where bubblewrap is. Raises ExecutorError when it is not installed; there is no other way to run a submission for marks."""
    if not sys.platform.startswith("linux"):
        raise ExecutorError("The sandbox needs Linux with bubblewrap. On macOS and Windows grade inside WSL or a Linux machine.")
    found = shutil.which("bwrap")
    if found is None:
        raise ExecutorError(_INSTALL)
    return found


def start_inside(
    command: Sequence[str], hide: Sequence[Path], *, stdout: int, stderr: int, pass_fds: tuple[int, ...] = (), device: str = "cpu"
) -> subprocess.Popen[bytes]:
    """Start a command in a fresh sandbox."""
    program = bubblewrap()
    with contextlib.ExitStack() as open_pipes:
        passwd, hosts = (open_pipes.enter_context(_filled_pipe(text)) for text in (_PASSWD, _HOSTS))
        options = [*walls(device), *binds(hide, device), "--ro-bind-data", str(passwd), "/etc/passwd"]
        options += ["--ro-bind-data", str(hosts), "/etc/hosts"]
        options += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]
        arguments = open_pipes.enter_context(_filled_pipe(b"".join(option.encode() + b"\0" for option in options)))
        return subprocess.Popen(
            [program, "--args", str(arguments), "--", *command], env={}, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            pass_fds=(*pass_fds, passwd, hosts, arguments), start_new_session=True, cwd="/",
        )  # fmt: skip


@contextlib.contextmanager
def _filled_pipe(content: bytes) -> Iterator[int]:
    """A descriptor from which bubblewrap reads the bytes (fewer than a pipe holds: 64 kB)."""
    outgoing, incoming = os.pipe()
    try:
        with os.fdopen(incoming, "wb") as pipe:
            pipe.write(content)
        yield outgoing
    finally:
        os.close(outgoing)


def walls(device: str = "cpu") -> list[str]:
    """Options that take everything away."""
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", _USER, "--gid", _USER]
    options += ["--hostname", "sandbox"]
    for name, text in environment(_HOME, device).items():
        options += ["--setenv", name, text]
    return options


def binds(hide: Sequence[Path], device: str = "cpu") -> list[str]:
    """Options that give back what Python and the device need, read-only, and small private folders for writing."""
    options = ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        place = Path("/", name)
        if place.is_symlink():
            options += ["--symlink", os.readlink(place), str(place)]
        elif place.is_dir():
            options += ["--ro-bind", str(place), str(place)]
    for name in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/sys/devices/system/cpu"):
        options += ["--ro-bind-try", name, name]
    options += ["--proc", "/proc", "--dev", "/dev"]
    for node in nodes(device):
        options += ["--dev-bind", str(node), str(node)]
    options += ["--size", str(SHARED_BYTES), "--tmpfs", "/dev/shm"]
    options += ["--size", str(TMP_BYTES), "--tmpfs", "/tmp", "--dir", _FOLDER]
    for name in _WORKING_FOLDERS:
        options += ["--symlink", _FOLDER, name]
    shown = _python()
    for place in shown:
        options += ["--ro-bind", str(place), str(place)]
    for place in _private(hide):  # only where a bound folder holds it: a repository in /usr/src
        if place.is_dir() and any(place.is_relative_to(bound) for bound in (Path("/usr"), *shown)):
            options += ["--tmpfs", str(place), "--remount-ro", str(place)]
    return [*options, "--ro-bind", worker.FOLDER, _WORKER]


def _python() -> list[Path]:
    """The folders of the interpreter and its libraries that lie outside /usr."""
    places = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent]
    places += [place.resolve() for place in places]
    outside = [place for place in dict.fromkeys(places) if place.is_dir() and not place.is_relative_to("/usr")]
    if Path("/") in outside:
        raise ExecutorError("Python is installed in the root folder, so a sandbox would show everything. Make a venv: `make`.")
    return [place for place in outside if not any(place != other and place.is_relative_to(other) for other in outside)]


def _private(hide: Sequence[Path]) -> list[Path]:
    return [*(ROOT / name for name in PRIVATE), *(path.resolve() for path in hide)]
