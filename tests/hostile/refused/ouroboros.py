"""Hands in a list that holds itself (C35)."""


def honest(x):
    return 2 * x


def attack(x):
    tail = []
    tail.append(tail)
    return tail
