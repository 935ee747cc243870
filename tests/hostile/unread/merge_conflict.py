"""Holds the marks of a merge conflict (F45)."""


def honest(x):
    return 2 * x


def attack(x):
<<<<<<< HEAD
    return 2 * x
=======
    return x * 2
>>>>>>> theirs
