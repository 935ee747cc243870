"""Leaves a program behind that has cut all ties with it and prints for ever (C6)."""

import os
import time


def honest(x):
    return 2 * x


def attack(x):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                os.write(1, b"daemon " * 100)
                time.sleep(0.001)
        os._exit(0)
    return 2 * x
