import numpy as np
def attack(x): return np.ones(1 << 32).sum()
def honest(x): return 2 * x
