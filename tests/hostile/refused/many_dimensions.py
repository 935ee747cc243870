"""Hands in an array with 60 dimensions (B30)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.zeros((1,) * 60)
