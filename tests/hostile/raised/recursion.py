"""Calls itself without end (C19)."""


def honest(x):
    return 2 * x


def attack(x):
    return attack(x)
