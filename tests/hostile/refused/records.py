"""Hands in records with named fields (B25)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.zeros(3, dtype=[("value", "f8"), ("points", "i4")])
