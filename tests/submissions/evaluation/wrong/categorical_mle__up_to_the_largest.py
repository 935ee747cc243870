"""Wrong: categorical_mle -- ends at the largest value observed."""

# The rest is right/numpy_vectorised.py.


def categorical_mle(observations, num_values):
    return np.bincount(observations) / len(observations)
