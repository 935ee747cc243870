"""Raises an error with a text of 100 million letters (B12, E26)."""


def honest(x):
    return 2 * x


def attack(x):
    raise ValueError("x" * 100_000_000)
