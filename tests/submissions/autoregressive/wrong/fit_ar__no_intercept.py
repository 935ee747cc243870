"""Wrong: fit_ar -- no column of ones; c is always 0."""

# The rest is right/numpy_vectorised.py.


def fit_ar(x, order):
    if len(x) - order < order + 1:
        raise ValueError("not enough observations")
    if order == 0:
        return x.mean(), np.zeros(0), x.var()
    phi = _qr_solve(_windows(x, order), x[order:])
    return 0.0, phi, np.square(x[order:] - _windows(x, order) @ phi).mean()
