"""Ends in the middle of a line (F45)."""


def honest(x):
    return 2 * x


def attack(x):
    return 2 * (x
