"""Hands in an empty array: no number of it differs from anything (B28)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.zeros((0, 3))
