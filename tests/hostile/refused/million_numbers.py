"""Hands in a million separate numbers instead of an array (C35)."""


def honest(x):
    return 2 * x


def attack(x):
    return [0.5] * 1_000_000
