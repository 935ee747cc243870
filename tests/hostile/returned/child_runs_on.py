"""Starts a child that goes on as if it were the parent: both come back with an answer (C6, B18)."""

import os
import time


def honest(x):
    return 2 * x


def attack(x):
    if os.fork() == 0:
        os.closerange(3, 1024)
        time.sleep(3600)
        os._exit(0)
    return 2 * x
