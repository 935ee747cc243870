"""Hands in an object that becomes another array each time it is read (B7)."""

import numpy as np


class Moody:
    asked = 0

    def __init__(self, right):
        self.right = right

    def __array__(self, dtype=None, copy=None):
        self.asked += 1
        return np.array(self.right if self.asked == 1 else self.right - self.asked, dtype)


def honest(x):
    return 2 * x


def attack(x):
    return Moody(2 * x)
