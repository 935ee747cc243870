"""Hands in infinity, for which a relative error is no number (B23)."""


def honest(x):
    return 2 * x


def attack(x):
    return x + float("inf")
