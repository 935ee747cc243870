"""Prints 20 MB before it answers (C15)."""

import sys


def honest(x):
    return 2 * x


def attack(x):
    for _ in range(2000):
        sys.stdout.write("x" * 10_000)
    print("score: 100", file=sys.stderr)
    return 2 * x
