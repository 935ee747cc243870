"""Gives the name of the function to a number afterwards (F34)."""


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x


attack = 7
