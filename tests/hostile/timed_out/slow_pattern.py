"""Looks for a pattern that takes 2 to the power of 60 steps (C2, C31)."""

import re


def honest(x):
    return 2 * x


def attack(x):
    return re.match("(a+)+$", "a" * 60 + "b")
