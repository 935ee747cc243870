"""Writes the function's name with a capital letter (F18)."""


def honest(x):
    return 2 * x


def Attack(x):
    return 2 * x
