"""Wrong: activation -- takes the softmax along the first axis."""

# The rest is right/numpy_vectorised.py.


def activation(x, name):
    if name == "softmax":
        powers = np.exp(x - x.max(axis=0))
        return powers / powers.sum(axis=0)
    return _pair(name)[0](x)
