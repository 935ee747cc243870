"""Closes every open file while it is imported (C36)."""

import os

os.closerange(0, 4096)


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
