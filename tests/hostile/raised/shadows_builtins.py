"""Calls its variables list, sum and np, and wonders (F34)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    list = [1, 2]
    np = 3
    return list(x) * np
