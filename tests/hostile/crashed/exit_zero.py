"""Ends the interpreter at once with the exit status of success (B10)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os._exit(0)
