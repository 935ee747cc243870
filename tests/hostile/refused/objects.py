"""Hands in an array of Python objects that are no numbers (B26)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return np.array([object(), object(), object()])
