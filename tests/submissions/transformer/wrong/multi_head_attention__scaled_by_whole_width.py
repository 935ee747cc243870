"""Wrong: multi_head_attention -- divides by the square root of the model's width."""

# The rest is right/torch_idiom.py.


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    N, T, D = x_query.shape
    if D % num_heads:
        raise ValueError(D)
    q, k, v = (
        (x @ params["W" + n] + params["b" + n]).unflatten(-1, (num_heads, -1)).transpose(1, 2)
        for x, n in ((x_query, "q"), (x_key_value, "k"), (x_key_value, "v"))
    )
    heads = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=D ** -0.5)
    return heads.transpose(1, 2).flatten(2) @ params["Wo"] + params["bo"]
