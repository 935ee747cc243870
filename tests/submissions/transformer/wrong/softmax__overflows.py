"""Wrong: softmax -- exponentiates as it is."""

# The rest is right/numpy_loops.py.


def softmax(x, axis=-1):
    return np.exp(x) / np.exp(x).sum(axis=axis, keepdims=True)
