"""Asks for an array of 32 GB (C8)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.ones(1 << 32).sum()
