"""Wrong: rms_norm -- a layer norm."""

# The rest is right/numpy_vectorised.py.


right_rms_norm = rms_norm


def rms_norm(x, gamma, eps=1e-6):
    return gamma * standardise(x, eps)


def llama_block(x, params, num_heads, num_kv_heads):
    h = x + attention(right_rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return h + swiglu(right_rms_norm(h, params["norm2"]), params)
