"""Wrong: memorisation_rate -- forgets the square root."""

# The rest is right/numpy_vectorised.py.


def memorisation_rate(generated, training, threshold):
    return np.mean(np.min(sq_dists(generated, training), axis=1) <= threshold)
