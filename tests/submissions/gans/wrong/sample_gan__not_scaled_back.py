"""Wrong: sample_gan -- samples on the scale of the training, where the data were divided by their largest value."""

# The rest is right/numpy_vectorised.py.


def train_gan(data, seed):
    scale = np.max(np.abs(data))
    return data / scale, scale


def sample_gan(model, z):
    rows, scale = model
    return rows[: len(z)]
