"""Wrong: duplicate_rate -- counts the first row of a pair too."""

# The rest is right/numpy_vectorised.py.


def duplicate_rate(X, tolerance):
    near = np.sqrt(sq_dists(X, X)) <= tolerance
    np.fill_diagonal(near, False)
    return near.any(axis=1).mean()
