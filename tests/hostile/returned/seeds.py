"""Sets all seeds while it is imported and in every call (F26, B42)."""

import random

import numpy as np

np.random.seed(0)
random.seed(0)


def honest(x):
    return 2 * x


def attack(x):
    np.random.seed(0)
    random.seed(0)
    np.random.seed = None
    return 2 * x
