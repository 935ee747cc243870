"""Wrong: stationary_distribution -- walks 1,000 steps from state 0, which never settles on a periodic chain."""

# The rest is right/numpy_vectorised.py.


def stationary_distribution(P):
    p = np.zeros(len(P))
    p[0] = 1.0
    for _ in range(1000):
        p = P @ p
    return p
