import numpy as np
def attack(x): return np.array([[1, 2], [3]], dtype=object)
def honest(x): return 2 * x
