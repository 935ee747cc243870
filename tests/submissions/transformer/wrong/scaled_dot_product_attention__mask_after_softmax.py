"""Wrong: scaled_dot_product_attention -- sets weights to zero and does not normalise again."""

# The rest is right/numpy_loops.py.


def scaled_dot_product_attention(q, k, v, mask=None):
    weights = softmax(q @ np.swapaxes(k, -2, -1) / np.sqrt(q.shape[-1]))
    if mask is not None:
        weights = weights * mask
    return weights @ v, weights
