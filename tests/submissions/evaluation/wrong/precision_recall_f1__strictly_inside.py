"""Wrong: precision_recall_f1 -- takes a point on the surface for one outside."""

# The rest is right/numpy_vectorised.py.


def _coverage(points, centres, k):
    radius = np.sort(cdist(centres, centres), axis=1)[:, k]
    return np.mean((cdist(points, centres) < radius).any(axis=1))
