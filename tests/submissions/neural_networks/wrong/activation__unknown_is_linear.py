"""Wrong: activation -- returns x where it does not know the name."""

# The rest is right/numpy_vectorised.py.


def activation(x, name):
    if name == "softmax":
        return np.exp(_log_softmax(x))
    if name in TABLE:
        return TABLE[name][0](x)
    return x
