"""Raises the error that a person raises with Ctrl-C (B12)."""


def honest(x):
    return 2 * x


def attack(x):
    raise KeyboardInterrupt
