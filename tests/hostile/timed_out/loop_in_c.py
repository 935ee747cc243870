"""Computes for ever inside one call of a C function, where Python's own signals are not looked at (C2)."""

import itertools
from collections import deque


def honest(x):
    return 2 * x


def attack(x):
    deque(itertools.repeat(0), maxlen=0)
