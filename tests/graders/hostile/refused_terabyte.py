import numpy as np
def attack(x): return np.broadcast_to(x, (1 << 20, 1 << 20, 3))
def honest(x): return 2 * x
