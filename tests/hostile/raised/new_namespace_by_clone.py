"""Makes a child in a user namespace of its own, by the newest way to make children (D4)."""

import ctypes
import os
import struct


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    wanted = ctypes.create_string_buffer(struct.pack("<QQQQQQQQ", 0x10000000, 0, 0, 0, 17, 0, 0, 0), 64)
    child = libc.syscall(435, wanted, 64)  # clone3
    if child == 0:
        os._exit(0)
    if child > 0:
        os.waitpid(child, 0)
        return "a child in a user namespace"
    raise OSError(ctypes.get_errno(), "clone3")
