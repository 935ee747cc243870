"""Reads a number of a million digits from text (C18)."""


def honest(x):
    return 2 * x


def attack(x):
    return int("7" * 1_000_000)
