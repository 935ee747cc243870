"""Wrong: kl_divergence -- adds a small number everywhere, so that nothing is infinite."""

# The rest is right/numpy_vectorised.py.


def kl_divergence(p, q):
    eps = 1e-10
    return np.sum((p + eps) * np.log((p + eps) / (q + eps)))
