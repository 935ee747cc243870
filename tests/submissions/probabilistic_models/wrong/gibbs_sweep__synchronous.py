"""Wrong: gibbs_sweep -- updates all sites at once from the old grid."""

# The rest is right/numpy_vectorised.py.


def gibbs_sweep(spins, coupling, field, u):
    padded = np.pad(spins, 1)
    nb = padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]
    return np.where(u < 1 / (1 + np.exp(-2 * (coupling * nb + field))), 1.0, -1.0)
