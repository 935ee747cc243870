"""Compiles a formula that is nested 100,000 deep (C30)."""


def honest(x):
    return 2 * x


def attack(x):
    return eval("(" * 100_000 + "x" + ")" * 100_000)
