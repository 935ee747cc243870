"""Hands in an array of Python objects: its rows differ in length (B26)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.array([[1, 2], [3]], dtype=object)
