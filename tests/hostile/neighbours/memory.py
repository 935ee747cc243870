"""An honest neighbour who needs more than half of the memory that there is (C10)."""

import numpy as np


def honest(x):
    table = np.ones((300, 1 << 17))
    return 2 * x * table[:3, 0]


attack = honest
