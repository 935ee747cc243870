"""Hands in the right numbers in an odd layout: other byte order, backwards, read-only (B31)."""

import numpy as np


def honest(x):
    return np.asfortranarray(2 * x)


def attack(x):
    backwards = np.array(2 * x[::-1], dtype=">f8")[::-1]
    backwards.flags.writeable = False
    return backwards
