"""Holds half a letter, in bytes that are no text in any of the usual ways (F49)."""
í € = 1


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
