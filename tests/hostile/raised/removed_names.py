"""Uses a name that NumPy has removed (F37)."""

import numpy as np


def honest(x):
    return 2 * x


def attack(x):
    return 2 * x.astype(np.float)
