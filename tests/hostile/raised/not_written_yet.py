"""Leaves the function as it was handed out (F46)."""


def honest(x):
    return 2 * x


def attack(x):
    raise NotImplementedError
