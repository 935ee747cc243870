"""Wrong: rms_norm -- F.rms_norm with its own eps."""

# The rest is right/torch_idiom.py.


right_rms_norm = rms_norm


def rms_norm(x, gamma, eps=1e-6):
    return F.rms_norm(x, gamma.shape, gamma)


def llama_block(x, params, num_heads, num_kv_heads):
    x = x + Attention(params, num_heads, num_kv_heads)(right_rms_norm(x, params["norm1"]))
    return x + swiglu(right_rms_norm(x, params["norm2"]), params)
