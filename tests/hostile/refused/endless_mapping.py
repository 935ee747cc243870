"""Hands in a dict of its own class that has no last key (B33)."""

from collections import UserDict


class Endless(UserDict):
    def __iter__(self):
        number = 0
        while True:
            yield number
            number += 1

    def __getitem__(self, key):
        return key


def honest(x):
    return 2 * x


def attack(x):
    return Endless()
