"""Ends the interpreter while it is imported (B10, C32)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x


os._exit(0)
