"""Hands in an array that looks like three terabytes and takes no memory at all (B30)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.broadcast_to(x, (1 << 20, 1 << 20, 3))
