"""Wrong: grouped_query_attention -- repeats the key heads as a whole."""

# The rest is right/torch_idiom.py.


def grouped_query_attention(q, k, v, mask=None):
    share = q.shape[1] // k.shape[1]
    k, v = k.repeat(1, share, 1, 1), v.repeat(1, share, 1, 1)
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
