"""Wrong: swiglu -- the silu is on the wrong branch."""

# The rest is right/numpy_vectorised.py.


right_swiglu = swiglu


def swiglu(x, params):
    return right_swiglu(x, {"W1": params["W3"], "W3": params["W1"], "W2": params["W2"]})


def llama_block(x, params, num_heads, num_kv_heads):
    h = x + attention(rms_norm(x, params["norm1"]), params, num_heads, num_kv_heads)
    return h + right_swiglu(rms_norm(h, params["norm2"]), params)


def palm_block(x, params, num_heads):
    n = params["norm"] * standardise(x, 1e-5)
    return attention(n, params, num_heads, 1) + right_swiglu(n, params) + x
