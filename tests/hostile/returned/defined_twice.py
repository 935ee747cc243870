"""Defines the function twice: the last one counts (F33)."""


def honest(x):
    return 2 * x


def attack(x):
    return x


def attack(x):
    return 2 * x
