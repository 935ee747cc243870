"""Sets up a ring of the kernel that opens files and sockets past the usual calls (D9)."""

import ctypes
import os


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    ring = libc.syscall(425, 4, ctypes.create_string_buffer(120))
    if ring < 0:
        raise OSError(ctypes.get_errno(), "io_uring_setup")
    os.close(ring)
    return "a ring"
