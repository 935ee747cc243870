"""Lets one child after the other compute a little, while it only waits: its own processor time stays small (C23)."""

import os
import time


def honest(x):
    return 2 * x


def attack(x):
    while True:
        if os.fork() == 0:
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                pass
            os._exit(0)
        os.wait()
