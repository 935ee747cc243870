"""Wrong: balance_classes -- returns a class that is too small."""

# The rest is right/numpy_vectorised.py.


def balance_classes(X, y, X_synthetic, y_synthetic):
    keep = np.zeros(len(y_synthetic), dtype=bool)
    for label, count in zip(*np.unique(y, return_counts=True)):
        keep[np.flatnonzero(y_synthetic == label)[:np.bincount(y).max() - count]] = True
    return np.vstack([X, X_synthetic[keep]]), np.hstack([y, y_synthetic[keep]])
