"""Wrong: cycle_consistency_loss -- uses L2."""

# The rest is right/numpy_vectorised.py.


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    return np.mean((x - x_cycled) ** 2) + np.mean((y - y_cycled) ** 2)
