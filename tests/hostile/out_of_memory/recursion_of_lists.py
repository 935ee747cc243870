"""Doubles a list until nothing is left (C8)."""


def honest(x):
    return 2 * x


def attack(x):
    hoard = [0.0]
    while True:
        hoard = hoard + hoard
