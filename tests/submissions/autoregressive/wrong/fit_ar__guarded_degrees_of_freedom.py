"""Wrong: fit_ar -- divides by the degrees of freedom, but never by less than 1."""

# The rest is right/numpy_vectorised.py.


_fitted = fit_ar


def fit_ar(x, order):
    c, phi, sigma2 = _fitted(x, order)
    count = len(x) - order
    return c, phi, sigma2 * count / max(1, count - order - 1)
