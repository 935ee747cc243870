"""Sends itself the signal that nobody can ignore (C21)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    os.kill(os.getpid(), signal.SIGKILL)
