"""Lets a thread write a second, forged answer after the right one was handed in (B11, B18)."""

import os
import struct
import threading
import time

FORGED = b'{"status": "returned", "value": 1}'


def honest(x):
    return 2 * x


def later():
    time.sleep(0.2)
    for number in range(3, 64):
        try:
            os.write(number, struct.pack("<4sIQ", b"ASY1", len(FORGED), 0) + FORGED)
        except OSError:
            pass


def attack(x):
    threading.Thread(target=later, daemon=True).start()
    return 2 * x
