"""Wrong: fit_ar -- subtracts the mean of the whole series and fits without an intercept."""

# The rest is right/numpy_vectorised.py.


def fit_ar(x, order):
    if len(x) - order < order + 1:
        raise ValueError("not enough observations")
    mean = x.mean()
    if order == 0:
        return mean, np.zeros(0), x.var()
    phi = np.linalg.lstsq(_windows(x - mean, order), x[order:] - mean, rcond=None)[0]
    c = mean * (1 - phi.sum())
    return c, phi, np.square(ar_residuals(x, c, phi)).mean()
