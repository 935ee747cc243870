"""Walls round one submission inside the sandbox: namespaces, private folders, no rights, fewer system calls.

The sandbox keeps submissions away from the machine; these walls keep them away from each other and from the warm worker. They are put
up between the fork and the first byte of student code:

    warm worker -> init (process 1 of new namespaces: folders, reaping) -> the submission's own process

The submission is never process 1, whose signals mean other things; init tells how it ended. When init ends, the kernel ends all that
is left of the submission. Source: namespaces(7), user_namespaces(7), pid_namespaces(7), capabilities(7).
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import re
import signal
import struct
import sys
import traceback
from collections.abc import Callable

from . import seccomp

# user, mount, process, network, IPC, host-name namespaces
_NEW = {"user": 0x10000000, "mnt": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x08000000, "uts": 0x04000000}
_PRIVATE, _RECURSIVE, _BIND = 1 << 18, 1 << 14, 1 << 12  # mount flags
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _READ_ONLY, _REMOUNT = 2, 4, 8, 1, 32
_SHOWN = ("cpuinfo", "meminfo", "version", "stat", "loadavg", "uptime", "filesystems")  # what libraries look up in /proc
_CLONE = {"x86_64": 56, "aarch64": 220}  # the number of the system call
STATUS = struct.Struct("<i")  # how the submission's process ended, as os.waitpid says

_libc = ctypes.CDLL(None, use_errno=True)


def look_round() -> None:
    """Read what every fork needs to know of the machine once, before the first of them."""
    _general_files()
    _mounted_below("/tmp/")


def _check(answer: int, what: str) -> None:
    if answer != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def fork_into_namespaces() -> int:
    """As os.fork, but the child is in fresh namespaces of every kind, process 1 there. Raises OSError.

    Python has no such call. What os.fork does beyond the system call is for programs with threads, and this one has none.
    """
    number = _CLONE[os.uname().machine]
    clone = ctypes.PyDLL(None, use_errno=True).syscall  # PyDLL: Python's own lock stays held, in the child too
    clone.restype = ctypes.c_long
    process = clone(*map(ctypes.c_long, (number, sum(_NEW.values()) | signal.SIGCHLD, 0, 0, 0, 0)))
    if process < 0:
        _check(-1, "new namespaces")
    return int(process)


def be_the_same_user(user: int, group: int) -> None:
    """In the new namespaces: the same plain user as outside, and nobody else. Raises OSError."""
    _libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: otherwise the maps cannot be written
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w") as page:
            page.write(text)


def _mount(kind: str | None, place: str, flags: int, options: str = "") -> None:
    name = kind.encode() if kind else None
    _check(_libc.mount(name, place.encode(), name, flags, options.encode()), f"mounting {place}")


def _bind(source: str, place: str) -> None:
    _check(_libc.mount(source.encode(), place.encode(), None, _BIND | _RECURSIVE, None), f"showing {place}")


@functools.cache
def _mounted_below(folder: str) -> list[str]:
    """Folders that the sandbox shows there, the outermost ones: Python's libraries, where somebody works in /tmp. Looked up once."""
    found: list[str] = []
    for line in sorted(_read("/proc/self/mountinfo").decode("utf-8", "surrogateescape").splitlines(), key=lambda line: line.split()[4]):
        place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split()[4])
        if place.startswith(folder) and not any(place.startswith(f"{outer}/") for outer in found):
            found.append(place)
    return found


@functools.cache
def _general_files() -> dict[str, bytes]:
    """What is shown of /proc where no other can be had. Read once: it tells of the machine, not of who runs there."""
    return {name: _read(f"/proc/{name}") for name in _SHOWN}


def private_folders(home: str, tmp_bytes: int, shared_bytes: int) -> None:
    """An own /tmp, /dev/shm and /proc. Where the kernel refuses a new /proc, an empty one with a few general files. Raises OSError."""
    general = dict(_general_files())
    _mount(None, "/", _PRIVATE | _RECURSIVE)
    safe = _NO_SETUID | _NO_DEVICES
    shown = {place: os.open(place, os.O_PATH) for place in _mounted_below("/tmp/")}
    _mount("tmpfs", "/tmp", safe, f"size={tmp_bytes},nr_inodes=20000,mode=0700")
    for place, descriptor in shown.items():
        os.makedirs(place)
        _bind(f"/proc/self/fd/{descriptor}", place)
        os.close(descriptor)
    _mount("tmpfs", "/dev/shm", safe | _NO_PROGRAMS, f"size={shared_bytes},nr_inodes=2000,mode=0700")
    os.makedirs(home)
    try:
        _mount("proc", "/proc", safe | _NO_PROGRAMS)
    except OSError:
        _mount("tmpfs", "/proc", safe | _NO_PROGRAMS, "size=1m,nr_inodes=100,mode=0755")
        os.mkdir("/proc/self")
        os.symlink(sys.executable, "/proc/self/exe")  # TensorFlow asks where its program is, and with what arguments it runs
        general["self/cmdline"] = b"python\0"
        general["self/maps"] = b""  # scikit-learn looks there for libraries with threads of their own
        for name, content in general.items():
            with open(f"/proc/{name}", "wb") as page:
                page.write(content)
        _mount("tmpfs", "/proc", safe | _NO_PROGRAMS | _READ_ONLY | _REMOUNT)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as page:
            return page.read(1 << 18)
    except OSError:
        return b""


def give_up_rights() -> None:
    """No capabilities, none to be had again, and the system-call filter. Raises OSError."""
    for number in range(64):
        if _libc.prctl(24, number, 0, 0, 0) != 0:  # PR_CAPBSET_DROP; an error means that there are no more
            break
    _libc.prctl(47, 4, 0, 0, 0)  # PR_CAP_AMBIENT, clear all
    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, none), "giving up capabilities")
    _check(_libc.prctl(38, 1, 0, 0, 0), "no new privileges")  # PR_SET_NO_NEW_PRIVS
    seccomp.load()


def fork_walled(run: Callable[[], None], home: str, status: int, tmp_bytes: int, shared_bytes: int, told: int) -> int:
    """Fork a process behind walls. Returns the process id of its init. Raises OSError.

    run: what the submission's process does; it does not come back. status: the descriptor on which init says how it ended.
    told: a descriptor that gets the reason when a wall cannot be put up, and is closed when all stand.
    """
    user, group = os.geteuid(), os.getegid()
    init = fork_into_namespaces()
    if init:
        return init
    try:
        be_the_same_user(user, group)
        private_folders(home, tmp_bytes, shared_bytes)
        child = os.fork()
    except BaseException as error:
        _tell(told, error)
        os._exit(1)
    if child == 0:
        os.close(status)
        _be_the_submission(run, told)
    _be_init(child, status)
    return 0


def _tell(told: int, error: BaseException) -> None:
    """One line for the warm worker, "mounting /tmp: ..."."""
    os.write(told, (str(error).replace("\n", " ") or type(error).__name__).encode()[:300])


def _be_the_submission(run: Callable[[], None], told: int) -> None:
    try:
        os.setsid()
        give_up_rights()
    except BaseException as error:
        _tell(told, error)
        os._exit(1)
    os.close(told)
    try:
        run()
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def _be_init(child: int, status: int) -> None:
    """Reap whatever ends; when the submission's process does, say how, and end everything."""
    _libc.prctl(4, 0, 0, 0, 0)  # not dumpable: nobody inside reads this process's memory
    os.closerange(0, status)
    os.closerange(status + 1, 1024)
    while True:
        ended, how = os.waitpid(-1, 0)
        if ended == child:
            with contextlib.suppress(OSError):
                os.write(status, STATUS.pack(how))
            os._exit(0)
