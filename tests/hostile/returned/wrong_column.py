"""Hands in the right numbers as a column, which NumPy would stretch to fit (B28)."""


def honest(x):
    return 2 * x


def attack(x):
    return (2 * x)[:, None]
