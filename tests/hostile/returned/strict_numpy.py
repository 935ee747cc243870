"""Makes NumPy raise an error for every overflow, and prints arrays in its own way (F54)."""

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=1, threshold=1)


def honest(x):
    return 2 * x


def attack(x):
    np.seterr(all="raise")
    return 2 * x
