"""Writes a forged answer into every open pipe, and then hands in the right one (B18)."""

import os
import struct

FORGED = b'{"status": "returned", "value": 1}'


def honest(x):
    return 2 * x


def attack(x):
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<4sIQ", b"ASY1", len(FORGED), 0) + FORGED)
        except OSError:
            pass
    return 2 * x
