"""Prints for ever, as fast as it can (C15)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    while True:
        os.write(1, b"All checks passed\n" * 1000)
