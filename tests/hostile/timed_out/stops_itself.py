"""Stops itself, as Ctrl-Z does, and ignores what would end it (C22)."""

import os
import signal


def honest(x):
    return 2 * x


def attack(x):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGCONT):
        signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        signal.pause()
