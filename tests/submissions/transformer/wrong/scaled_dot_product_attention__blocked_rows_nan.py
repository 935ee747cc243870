"""Wrong: scaled_dot_product_attention -- leaves NaN where a query may attend to nothing."""

# The rest is right/torch_idiom.py.


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = torch.softmax(scores, -1)
    return weights @ v, weights
