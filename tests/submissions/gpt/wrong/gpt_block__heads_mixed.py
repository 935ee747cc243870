"""Wrong: gpt_block -- reshapes to heads without exchanging the axes of time and heads."""

# The rest is right/torch_idiom.py.


def gpt_block(x, params, num_heads):
    N, T, D = x.shape
    p = params["attention"]
    n = _norm(x, params["norm1"])
    q, k, v = ((n @ p["W" + c] + p["b" + c]).view(N, num_heads, T, D // num_heads) for c in "qkv")
    y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    x = x + y.reshape(N, T, D) @ p["Wo"] + p["bo"]
    p = params["mlp"]
    return x + F.gelu(_norm(x, params["norm2"]) @ p["W1"] + p["b1"], approximate="tanh") @ p["W2"] + p["b2"]
