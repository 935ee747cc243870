"""Wrong: llama_block -- eps 1e-5 in both norms."""

# The rest is right/tensorflow_idiom.py.


def llama_block(x, params, num_heads, num_kv_heads):
    x = x + attention(rms_norm(x, params["norm1"], 1e-5), params, num_heads, num_kv_heads)
    return x + swiglu(rms_norm(x, params["norm2"], 1e-5), params)
