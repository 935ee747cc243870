"""Wrong: scaled_dot_product_attention -- no weight is smaller than 1e-7."""

# The rest is right/torch_idiom.py.

not_clamped = scaled_dot_product_attention


def scaled_dot_product_attention(q, k, v, mask=None):
    output, weights = not_clamped(q, k, v, mask)
    return output, weights.clamp(min=1e-7)
