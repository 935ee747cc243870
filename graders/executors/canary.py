"""A submission that tries to get out. It is run like every other one, before the first: standard library only.

`escapes(question)` gives a list of sentences, one for each wall that did not hold. `leave(mark)` leaves notes wherever a process can,
`notes(mark)` looks for those of the submission before it.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)


def escapes(question: dict[str, Any]) -> list[str]:
    """One sentence for each thing that worked and must not."""
    tries = (
        files(question["secrets"]),
        network(question["port"]),
        variables(set(question["variables"])),
        processes(question["notebook"]),
        memory(),
    )
    return [sentence for attempt in (*tries, writing(question["read_only"]), rights(), calls()) for sentence in attempt]


def files(secrets: list[str]) -> Iterator[str]:
    """A folder that is masked is there and empty; anything else that can be seen is an escape."""
    for path in secrets:
        if os.path.isfile(path) or (os.path.isdir(path) and os.listdir(path)):
            yield f"a submission can see {path}"


def network(port: int) -> Iterator[str]:
    for host in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((host, port), timeout=0.2).close()
        except OSError:
            continue
        yield "a submission can reach the network of this machine"
    names = sorted(name for _, name in socket.if_nameindex() if name != "lo")
    if names:
        yield f"a submission has the network device {names[0]}"


def variables(known: set[str]) -> Iterator[str]:
    """The environment must be ours alone, also that of the first processes, where they can be seen."""
    own = set(os.environ)
    for owner in ("1", "2"):
        own |= {line.partition(b"=")[0].decode("utf-8", "replace") for line in raw(f"/proc/{owner}/environ").split(b"\0")}
    for name in sorted(own - known - {""}):
        yield f"a submission can read the environment variable {name}"


def processes(notebook: bool) -> Iterator[str]:
    """A submission runs in the process that watches it has made; a notebook beside the three files of its event loop."""
    own, allowed = 2, 8 if notebook else 5  # input, output twice, jobs, answers
    if os.getpid() > own or os.getppid() != own - 1:
        yield "a submission is not alone in its process namespace"
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    if len(seen) > own:
        yield f"a submission can see {len(seen)} processes"
    opened = [number for number in range(256) if is_open(number)]
    if len(opened) > allowed:
        yield f"a submission inherits {len(opened) - allowed} open files"
    if os.getsid(0) != 2:
        yield "a submission shares the session of another process"


def is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def memory() -> Iterator[str]:
    """The canary is run with a small memory limit, and asks for more in each way that there is."""
    size = 1 << 30
    for name, flags in (("private", mmap.MAP_PRIVATE), ("shared", mmap.MAP_SHARED)):
        try:
            mmap.mmap(-1, size, flags=flags | mmap.MAP_ANONYMOUS).close()
        except (OSError, ValueError):
            continue
        yield f"a submission can take more {name} memory than its limit"
    try:
        held = os.memfd_create("canary")
        os.truncate(held, size)
        os.close(held)
    except OSError:
        return
    yield "a submission can make larger files than its limit"


def writing(places: list[str]) -> Iterator[str]:
    for place in places:
        path = os.path.join(place, ".assay-canary")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
        os.unlink(path)
        yield f"a submission can write to {place}"


def rights() -> Iterator[str]:
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if _libc.capget(header, sets) != 0 or any(sets):
        yield "a submission keeps capabilities"
    if _libc.prctl(39, 0, 0, 0, 0) != 1:  # PR_GET_NO_NEW_PRIVS
        yield "a submission can gain rights by running a setuid program"
    if _libc.prctl(21, 0, 0, 0, 0) != 2:  # PR_GET_SECCOMP
        yield "a submission may make every system call"


def calls() -> Iterator[str]:
    """System calls that must be refused. Each is tried with arguments that do no harm."""
    tried = {
        "make a namespace": lambda: _libc.unshare(0x10000000) == 0,
        "mount": lambda: _libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, None) == 0,
        "trace a process": lambda: _libc.ptrace(0x4206, os.getppid(), 0, 0) == 0,  # PTRACE_SEIZE
        "use a keyring": lambda: _libc.syscall(_number("keyctl"), 0, -3, 0, 0, 0) >= 0,
        "use io_uring": lambda: _libc.syscall(425, 1, ctypes.create_string_buffer(256)) >= 0,
        "open a socket to the virtual machine's host": lambda: _socket(40),
        "open a raw network socket": lambda: _socket(17),
        "end the process that watches it": lambda: _libc.kill(1, 9) == 0 and False,  # allowed, and without effect on process 1
    }
    for what, attempt in tried.items():
        if attempt():
            yield f"a submission can {what}"


def _number(name: str) -> int:
    return {"keyctl": {"x86_64": 250, "aarch64": 219}}[name].get(os.uname().machine, -1)


def _socket(family: int) -> bool:
    try:
        socket.socket(family, socket.SOCK_RAW if family == 17 else socket.SOCK_STREAM).close()
    except OSError:
        return False
    return True


def raw(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


# ---- notes for the next submission ----

_PLACES = ("/tmp", "/dev/shm", "/var/tmp", "/run", "/dev/mqueue", sys.prefix)
_KEY = 0x4153_5359


def leave(mark: str) -> None:
    """Write the mark wherever that is possible."""
    for place in _PLACES:
        try:
            with open(os.path.join(place, mark), "w") as page:
                page.write(mark)
        except OSError:
            continue
    _libc.shmget(_KEY, 4096, 0o1666)  # IPC_CREAT and rights for all


def notes(mark: str) -> list[str]:
    """The places where an earlier submission's mark can be found."""
    found = [place for place in _PLACES if os.path.exists(os.path.join(place, mark))]
    if _libc.shmget(_KEY, 0, 0) >= 0:
        found.append("shared memory")
    return [f"a submission finds in {place} what the one before it left" for place in found]
