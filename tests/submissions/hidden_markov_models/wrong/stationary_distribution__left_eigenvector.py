"""Wrong: stationary_distribution -- takes the eigenvector of the transpose, as for a row-stochastic matrix."""

# The rest is right/numpy_vectorised.py.


def stationary_distribution(P):
    values, vectors = np.linalg.eig(P.T)
    v = np.real(vectors[:, np.argmax(np.real(values))])
    return v / v.sum()
