"""Prints a single line of 30 MB, without an end of line (C15)."""


def honest(x):
    return 2 * x


def attack(x):
    print("x" * 30_000_000, end="")
    return 2 * x
