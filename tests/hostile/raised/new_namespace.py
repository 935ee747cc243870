"""Makes a user namespace of its own, in which it would be root (D4)."""

import ctypes


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x10000000) == 0:
        return "a user namespace"
    raise OSError(ctypes.get_errno(), "unshare")
