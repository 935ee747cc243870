"""Wrong: softmax -- subtracts one maximum for the whole array."""

# The rest is right/numpy_loops.py.


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x))
    return e / np.sum(e, axis=axis, keepdims=True)
