"""Wrong: scaled_dot_product_attention -- True hides, as in torch.nn.MultiheadAttention."""

# The rest is right/numpy_loops.py.


_right_attention = scaled_dot_product_attention


def scaled_dot_product_attention(q, k, v, mask=None):
    return _right_attention(q, k, v, None if mask is None else np.logical_not(mask))
