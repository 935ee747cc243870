# -*- coding: latin-1 -*-
"""Says in which letters it is saved: Grüße (F15)."""

def honest(x):
    return 2 * x


def attack(x):
    return 2 * x
