"""Wrong: autocorrelation -- subtracts the mean in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def autocorrelation(x, max_lag):
    x -= x.mean()
    n = len(x)
    return np.array([x[k:] @ x[: n - k] for k in range(max_lag + 1)]) / (x @ x)
