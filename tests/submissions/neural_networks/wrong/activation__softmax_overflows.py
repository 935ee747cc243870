"""Wrong: activation -- does not subtract the largest number before the softmax."""

# The rest is right/numpy_vectorised.py.


def activation(x, name):
    if name == "softmax":
        powers = np.exp(x)
        return powers / powers.sum(axis=-1, keepdims=True)
    return _pair(name)[0](x)
