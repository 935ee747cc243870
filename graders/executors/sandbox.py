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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import worker
from ..errors import ExecutorError
from ..job import Limits, Package, Session
from . import canary
from .process import Pipes, cpu_only, environment
from .session import ProcessSession

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ("assignments", "examples", "fixtures", "graders", "reference", "reports", "tests", ".git")
TMP_BYTES = 256 << 20
SHARED_BYTES = 64 << 20
_USER = "65534"
_HOME = "/tmp/home"
_FOLDER = "/tmp/home/submission"
_WORKER = "/worker"
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

    def prove(self, device: str = "cpu") -> None:
        """Try to break out of a sandbox of the very kind that submissions get. Raises ExecutorError when anything succeeds."""
        cpu_only(device)
        with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile(prefix="assay-marker-") as marker:
            secrets = [marker.name, __file__, *(str(path) for path in _private(self.hide) if path.exists())]
            question = {
                "port": listener.getsockname()[1],
                "secrets": secrets,
                "namespaces": {kind: os.readlink(f"/proc/self/ns/{kind}") for kind in canary.NAMESPACES},
                "variables": [*environment(_HOME), "PWD"],
                "read_only": [sys.prefix, sys.base_prefix, "/usr", "/dev", "/etc", "/", _WORKER],
            }
            found = _ask_canary(self.hide, question)
        if found:
            raise ExecutorError(f"The sandbox does not hold: {'; '.join(found)}. Nothing is graded until it does. {_REMEDY}")

    @contextlib.contextmanager
    def open(self, package: Package, limits: Limits, device: str = "cpu") -> Iterator[Session]:
        cpu_only(device)
        bubblewrap()

        def start(pipes: Pipes) -> subprocess.Popen[bytes]:
            command = [*worker.command(_WORKER), "serve", str(pipes.jobs), str(pipes.answers), _FOLDER]
            return start_inside(
                command, self.hide, stdout=pipes.output, stderr=pipes.output, pass_fds=(pipes.jobs, pipes.answers)
            )  # fmt: skip

        session = ProcessSession(start, package, limits, count_processes=True)
        try:
            yield session.begin()
        finally:
            session.close()


def bubblewrap() -> str:
    """Where bubblewrap is. Raises ExecutorError when it is not installed; there is no other way to run a submission for marks."""
    if not sys.platform.startswith("linux"):
        raise ExecutorError("The sandbox needs Linux with bubblewrap. On macOS and Windows grade inside WSL or a Linux machine.")
    found = shutil.which("bwrap")
    if found is None:
        raise ExecutorError(_INSTALL)
    return found


@functools.cache
def _forbids_user_namespaces(program: str) -> bool:
    """Does this bubblewrap know --disable-userns (0.8 and later)?"""
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    return "--disable-userns" in shown.stdout + shown.stderr


def start_inside(
    command: Sequence[str], hide: Sequence[Path], *, stdout: int, stderr: int, pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """Start a command in a fresh sandbox."""
    program = bubblewrap()
    with contextlib.ExitStack() as open_pipes:
        passwd, hosts = (open_pipes.enter_context(_filled_pipe(text)) for text in (_PASSWD, _HOSTS))
        options = [*walls(program), *binds(hide), "--ro-bind-data", str(passwd), "/etc/passwd", "--ro-bind-data", str(hosts), "/etc/hosts"]
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


def walls(program: str) -> list[str]:
    """Options that take everything away."""
    options = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", _USER, "--gid", _USER]
    options += ["--hostname", "sandbox"]
    if _forbids_user_namespaces(program):
        options += ["--unshare-user", "--disable-userns"]
    for name, text in environment(_HOME).items():
        options += ["--setenv", name, text]
    return options


def binds(hide: Sequence[Path]) -> list[str]:
    """Options that give back what Python needs, read-only, and small private folders for writing."""
    options = ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        place = Path("/", name)
        if place.is_symlink():
            options += ["--symlink", os.readlink(place), str(place)]
        elif place.is_dir():
            options += ["--ro-bind", str(place), str(place)]
    for name in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/sys/devices/system/cpu"):
        options += ["--ro-bind-try", name, name]
    options += ["--proc", "/proc", "--dev", "/dev", "--size", str(SHARED_BYTES), "--tmpfs", "/dev/shm"]
    options += ["--size", str(TMP_BYTES), "--tmpfs", "/tmp", "--dir", _FOLDER]
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


def _ask_canary(hide: Sequence[Path], question: dict[str, object]) -> list[str]:
    """What the canary could do that it should not. Raises ExecutorError when the sandbox does not start at all."""
    source = Path(canary.__file__).read_text(encoding="utf-8")
    command = [sys.executable, "-I", "-S", "-c", source, json.dumps(question)]
    process = start_inside(command, hide, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        said, complaint = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise ExecutorError("The sandbox was started, but nothing came out of it for 20 seconds.") from None
    try:
        found = json.loads(said)
    except ValueError:
        words = complaint.decode("utf-8", "replace").strip()[-600:]
        raise ExecutorError(f"bubblewrap is installed but cannot make a sandbox here: {words or 'it said nothing'}. {_REMEDY}") from None
    return [str(item) for item in found]
