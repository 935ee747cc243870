"""Hands in a list inside a list, 100,000 times (C35)."""


def honest(x):
    return 2 * x


def attack(x):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
