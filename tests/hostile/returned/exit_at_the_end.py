"""Ends the file with exit(), as one ends a session (F47)."""


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x


exit()
