"""Wrong: markov_distribution -- multiplies by the transpose of P."""

# The rest is right/numpy_vectorised.py.


def markov_distribution(P, p0, steps):
    if np.any(np.abs(P.sum(axis=0) - 1.0) > 1e-4):
        raise ValueError("P must be column-stochastic")
    return p0 @ np.linalg.matrix_power(P, steps)
