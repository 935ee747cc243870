"""Writes a forged answer into every open pipe while it is imported (B18)."""

import os
import struct

FORGED = b'{"loaded": {"framework": "numpy", "problems": [], "versions": {}, "skip": []}}'
for number in range(3, 64):
    try:
        os.write(number, struct.pack("<4sIQ", b"ASY1", len(FORGED), 0) + FORGED)
    except OSError:
        pass


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
