"""Wrong: instance_norm -- ignores eps."""

# The rest is right/numpy_loops.py.


def instance_norm(x, eps=1e-5):
    return (x - x.mean((2, 3), keepdims=True)) / np.sqrt(x.var((2, 3), keepdims=True) + 1e-5)
