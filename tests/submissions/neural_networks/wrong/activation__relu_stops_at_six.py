"""Wrong: activation -- caps relu at 6, as ReLU6 does."""

# The rest is right/numpy_vectorised.py.

uncapped = activation


def activation(x, name):
    return np.clip(x, 0, 6) if name == "relu" else uncapped(x, name)
