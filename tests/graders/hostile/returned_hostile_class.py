import numpy as np
class Always(np.ndarray):
    def __eq__(self, other): return True
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
class Float(float):
    def __sub__(self, other): return 0.0
    def __eq__(self, other): return True
    __hash__ = None
def attack(x): return (2 * np.asarray(x)).view(Always)
def honest(x): return 2 * x
