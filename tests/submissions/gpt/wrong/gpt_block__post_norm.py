"""Wrong: gpt_block -- normalises after adding, as the encoder of 2017 does."""

# The rest is right/numpy_vectorised.py.


def gpt_block(x, params, num_heads):
    x = _norm(x + _attention(x, params["attention"], num_heads), params["norm1"])
    return _norm(x + _mlp(x, params["mlp"]), params["norm2"])
