"""Wrong: fit_ar -- fits whatever it is given."""

# The rest is right/numpy_vectorised.py.


def fit_ar(x, order):
    design = np.hstack([np.ones((len(x) - order, 1)), _windows(x, order)])
    beta = np.linalg.pinv(design) @ x[order:]
    return beta[0], beta[1:], np.mean((x[order:] - design @ beta) ** 2)
