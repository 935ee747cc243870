"""Wrong: is_stationary -- compares eigenvalues with 1, not their sizes."""

# The rest is right/numpy_vectorised.py.


def is_stationary(phi):
    companion = np.eye(len(phi), k=-1)
    companion[0] = phi
    return bool(np.all(np.linalg.eigvals(companion).real < 1))
