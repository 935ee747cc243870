"""Makes 50 children that end at once, and never asks what became of them (C28)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    for _ in range(50):
        if os.fork() == 0:
            os._exit(0)
    return 2 * x
