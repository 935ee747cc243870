"""Ignores and blocks every signal, also the one for too much processor time, and computes for ever (C4)."""

import signal


def honest(x):
    return 2 * x


def attack(x):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass
