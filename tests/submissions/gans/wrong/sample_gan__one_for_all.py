"""Wrong: sample_gan -- gives the same sample for every row of z."""

# The rest is right/numpy_loops.py.


def train_gan(data, seed):
    return data[0].tolist()


def sample_gan(model, z):
    return [model for _ in z]
