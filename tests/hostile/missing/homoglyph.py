"""Defines the function with a Cyrillic letter that looks like a Latin one (B44)."""


def honest(x):
    return 2 * x


def аttack(x):  # the first letter is Cyrillic
    return 2 * x
