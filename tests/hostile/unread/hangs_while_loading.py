"""Sleeps while it is imported, and ignores the alarm that would wake it (C4, C32)."""

import signal

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
signal.signal(signal.SIGALRM, signal.SIG_IGN)


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x


while True:
    signal.pause()
