"""Wrong: scaled_dot_product_attention -- gives a query that may attend to nothing the mean of all values."""

# The rest is right/numpy_loops.py.


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -2, -1) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = softmax(scores)
    return weights @ v, weights
