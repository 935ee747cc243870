"""Sleeps: it uses no processor time at all (C3)."""

import time


def honest(x):
    return 2 * x


def attack(x):
    time.sleep(3600)
    return 2 * x
