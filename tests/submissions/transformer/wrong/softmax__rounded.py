"""Wrong: softmax -- rounds to eight decimals, so that what is small becomes 0."""

# The rest is right/numpy_loops.py.


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.round(e / e.sum(axis=axis, keepdims=True), 8)
