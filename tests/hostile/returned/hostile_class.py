"""Hands in the right numbers in a class of its own: only the numbers count (B6)."""

import numpy as np


class Always(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_function__(self, *_, **__):
        return True

    def __array_ufunc__(self, *_, **__):
        return True


def honest(x):
    return 2 * x


def attack(x):
    return (2 * np.asarray(x)).view(Always)
