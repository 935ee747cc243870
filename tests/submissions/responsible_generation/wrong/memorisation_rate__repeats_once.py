"""Wrong: memorisation_rate -- equal rows count as one."""

# The rest is right/numpy_vectorised.py.


right_memorisation_rate = memorisation_rate


def memorisation_rate(generated, training, threshold):
    return right_memorisation_rate(np.unique(generated, axis=0), training, threshold)
