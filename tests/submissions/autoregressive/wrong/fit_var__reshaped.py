"""Wrong: fit_var -- reshapes transposed coefficients, which mixes up lags and series."""

# The rest is right/numpy_vectorised.py.


def fit_var(X, order):
    n, K = X.shape
    design = np.hstack([np.ones((n - order, 1)), *(X[order - i : n - i] for i in range(1, order + 1))])
    B = np.linalg.lstsq(design, X[order:], rcond=None)[0]
    return B[0], B[1:].T.reshape(order, K, K)
