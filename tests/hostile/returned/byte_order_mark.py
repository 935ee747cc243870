"""Begins with a byte order mark, as Windows editors write it (F13)."""


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
