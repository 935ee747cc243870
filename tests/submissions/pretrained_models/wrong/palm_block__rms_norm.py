"""Wrong: palm_block -- LLaMA's norm."""

# The rest is right/torch_idiom.py.


def palm_block(x, params, num_heads):
    n = F.rms_norm(x, (x.size(-1),), params["norm"], 1e-5)
    return x + Attention(params, num_heads, 1)(n) + swiglu(n, params)
