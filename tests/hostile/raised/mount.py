"""Mounts a folder of its own over one of the system's, and makes / writable (D3)."""

import ctypes


def honest(x):
    return 2 * x


def attack(x):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"tmpfs", b"/usr", b"tmpfs", 0, None) == 0:
        return "/usr was covered"
    if libc.mount(None, b"/", None, 32 | 4096, None) == 0:  # remount, bind: and no longer read-only
        return "/ is writable"
    raise OSError(ctypes.get_errno(), "mount")
