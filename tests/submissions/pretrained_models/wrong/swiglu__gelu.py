"""Wrong: swiglu -- GELU in the place of silu."""

# The rest is right/torch_idiom.py.


right_swiglu = swiglu


def swiglu(x, params):
    return (F.gelu(x @ params["W1"]) * (x @ params["W3"])) @ params["W2"]


def llama_block(x, params, num_heads, num_kv_heads):
    x = x + Attention(params, num_heads, num_kv_heads)(rms_norm(x, params["norm1"]))
    return x + right_swiglu(rms_norm(x, params["norm2"]), params)


def palm_block(x, params, num_heads):
    n = F.layer_norm(x, (x.size(-1),), weight=params["norm"])
    return x + Attention(params, num_heads, 1)(n) + right_swiglu(n, params)
