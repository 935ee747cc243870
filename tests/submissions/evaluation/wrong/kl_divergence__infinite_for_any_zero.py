"""Wrong: kl_divergence -- answers inf wherever q is 0, also where p is."""

# The rest is right/numpy_vectorised.py.


def kl_divergence(p, q):
    if np.any(q == 0):
        return np.inf
    return (p[p > 0] * np.log(p[p > 0] / q[p > 0])).sum()
