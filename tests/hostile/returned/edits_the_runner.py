"""Edits the functions of the program that calls it, as far as it can reach them (B13)."""

import sys


def honest(x):
    return 2 * x


def attack(x):
    frame = sys._getframe().f_back
    while frame is not None:
        for name in ("points", "outcome", "passed", "expected", "score"):
            frame.f_globals[name] = 100
        frame = frame.f_back
    return 2 * x
