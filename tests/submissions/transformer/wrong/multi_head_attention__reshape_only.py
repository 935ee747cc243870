"""Wrong: multi_head_attention -- reshapes to (N, H, T, d) without a transpose."""

# The rest is right/torch_idiom.py.


def multi_head_attention(x_query, x_key_value, params, num_heads, mask=None):
    N, T, D = x_query.shape
    if D % num_heads:
        raise ValueError(D)
    q, k, v = (
        (x @ params["W" + n] + params["b" + n]).reshape(N, num_heads, -1, D // num_heads)
        for x, n in ((x_query, "q"), (x_key_value, "k"), (x_key_value, "v"))
    )
    heads = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return heads.transpose(1, 2).reshape(N, T, D) @ params["Wo"] + params["bo"]
