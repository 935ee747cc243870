"""Lifts Python's recursion limit and overflows the stack of C (C20)."""

import sys


def honest(x):
    return 2 * x


def attack(x):
    sys.setrecursionlimit(1 << 30)

    def deeper(_):
        return [1].sort(key=deeper)

    return deeper(0)
