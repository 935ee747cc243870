"""Wrong: multi_head_attention -- is a self-attention whatever it is given."""

# The rest is right/numpy_loops.py.


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    p = as_lists(params)
    return [sentence_attention(a, a, p, num_heads, lambda i, j: True) for a in lists(x_query)]
