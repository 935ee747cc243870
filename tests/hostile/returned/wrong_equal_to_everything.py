"""Hands in zeros of a class that says it equals everything (B4, B6)."""

import numpy as np


class Always(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_function__(self, *_, **__):
        return True

    def __array_ufunc__(self, *_, **__):
        return True

    def __sub__(self, other):
        return np.zeros(3)


def honest(x):
    return 2 * x


def attack(x):
    return np.zeros(3).view(Always)
