"""Wrong: palm_block -- the SwiGLU after the attention."""

# The rest is right/numpy_vectorised.py.


def palm_block(x, params, num_heads):
    h = x + attention(params["norm"] * standardise(x, 1e-5), params, num_heads, 1)
    return h + swiglu(params["norm"] * standardise(h, 1e-5), params)
