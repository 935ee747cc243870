"""Wrong: autocorrelation -- Pearson's correlation of the two shifted parts."""

# The rest is right/numpy_vectorised.py.


def autocorrelation(x, max_lag):
    with np.errstate(all="ignore"):
        return np.array([1.0] + [np.corrcoef(x[k:], x[:-k])[0, 1] for k in range(1, max_lag + 1)])
