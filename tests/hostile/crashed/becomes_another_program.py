"""Turns into another program, which knows nothing of the grader (B10)."""

import os


def honest(x):
    return 2 * x


def attack(x):
    os.execv("/bin/true", ["true"])
