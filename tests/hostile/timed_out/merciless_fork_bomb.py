"""Every child makes children without end. It stops at 500, so that it spares a machine without a limit (C5)."""

import os
import time

reading, writing = os.pipe()
os.write(writing, b"x" * 500)
os.set_blocking(reading, False)


def honest(x):
    return 2 * x


def attack(x):
    while True:
        try:
            os.read(reading, 1)
            os.fork()
        except OSError:
            time.sleep(0.1)
