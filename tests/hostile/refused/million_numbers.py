"""Hands in a million separate values, of which no array can be made (C35)."""


def honest(x):
    return 2 * x


def attack(x):
    return [0.5, None] * 500_000
