"""Attaches a debugger to its parent process, to read and change its memory (A4, D2)."""

import ctypes
import os

ATTACH, DETACH = 16, 17


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getppid()
    if libc.ptrace(ATTACH, parent, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    libc.ptrace(DETACH, parent, 0, 0)
    return "the parent was stopped by a debugger"
