"""Wrong: scaled_dot_product_attention -- turns the mask round in place (its values are right)."""

# The rest is right/numpy_loops.py.


_right_attention = scaled_dot_product_attention


def scaled_dot_product_attention(q, k, v, mask=None):
    answer = _right_attention(q, k, v, mask)
    if mask is not None:
        np.logical_not(mask, out=mask)
    return answer
