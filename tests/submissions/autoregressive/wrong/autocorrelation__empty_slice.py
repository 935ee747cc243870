"""Wrong: autocorrelation -- its slice for lag 0 is empty."""

# The rest is right/numpy_vectorised.py.


def autocorrelation(x, max_lag):
    d = x - x.mean()
    return np.array([d[k:][: len(d[:-k])] @ d[:-k] for k in range(max_lag + 1)]) / (d @ d)
