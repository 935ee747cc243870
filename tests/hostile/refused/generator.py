"""Hands in a generator that never ends (B33)."""


def honest(x):
    return 2 * x


def attack(x):
    while True:
        yield x
