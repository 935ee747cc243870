"""Reads ahead on every open pipe, to see the inputs of the checks that come later (A16)."""

import fcntl
import os


def honest(x):
    return 2 * x


def attack(x):
    for number in range(3, 64):
        try:
            flags = fcntl.fcntl(number, fcntl.F_GETFL)
            fcntl.fcntl(number, fcntl.F_SETFL, flags | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            ahead = os.read(number, 1 << 16)
        except OSError:
            ahead = b""
        fcntl.fcntl(number, fcntl.F_SETFL, flags)
        if ahead:
            return "there was more to read"
    return 2 * x
