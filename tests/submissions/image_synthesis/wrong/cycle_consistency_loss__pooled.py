"""Wrong: cycle_consistency_loss -- takes one mean over both kinds, twice."""

# The rest is right/numpy_loops.py.


def cycle_consistency_loss(x, x_cycled, y, y_cycled):
    errors = [abs(p - q) for a, b in ((x, x_cycled), (y, y_cycled)) for p, q in zip(a.ravel(), b.ravel())]
    return 2 * sum(errors) / len(errors)
