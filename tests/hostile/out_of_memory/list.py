"""Puts more and more memory into a list, and keeps on when there is none (C8)."""


def honest(x):
    return 2 * x


def attack(x):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))
