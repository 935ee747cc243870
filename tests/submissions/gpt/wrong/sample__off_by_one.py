"""Wrong: sample -- gives the index after the right one."""

# The rest is right/numpy_vectorised.py.


def sample(probabilities, u):
    return min(int(np.sum(np.cumsum(probabilities) <= u)) + 1, len(probabilities) - 1)
