"""Wrong: softmax -- subtracts the maximum in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def softmax(x, axis=-1):
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=axis, keepdims=True)
    return x.copy()
