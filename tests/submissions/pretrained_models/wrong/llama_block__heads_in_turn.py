"""Wrong: llama_block -- repeats the key heads as a whole."""

# The rest is right/torch_idiom.py.


def llama_block(x, params, num_heads, num_kv_heads):
    n = rms_norm(x, params["norm1"])
    q = rotary_embedding((n @ params["Wq"]).unflatten(-1, (num_heads, -1)).transpose(1, 2))
    k = rotary_embedding((n @ params["Wk"]).unflatten(-1, (num_kv_heads, -1)).transpose(1, 2))
    v = (n @ params["Wv"]).unflatten(-1, (num_kv_heads, -1)).transpose(1, 2)
    share = num_heads // num_kv_heads
    o = F.scaled_dot_product_attention(q, k.repeat(1, share, 1, 1), v.repeat(1, share, 1, 1), is_causal=True)
    x = x + o.transpose(1, 2).flatten(2) @ params["Wo"]
    return x + swiglu(rms_norm(x, params["norm2"]), params)
