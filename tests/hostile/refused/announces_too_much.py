"""Announces an answer of a million terabytes on every open pipe (B18, E14)."""

import os
import struct


def honest(x):
    return 2 * x


def attack(x):
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<4sIQ", b"ASY1", 100, 1 << 60))
        except OSError:
            pass
    return 2 * x
