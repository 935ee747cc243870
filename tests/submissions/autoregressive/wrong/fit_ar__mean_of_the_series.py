"""Wrong: fit_ar -- returns the mean of the series for c."""

# The rest is right/numpy_vectorised.py.


_fitted = fit_ar


def fit_ar(x, order):
    _, phi, sigma2 = _fitted(x, order)
    return x.mean(), phi, sigma2
