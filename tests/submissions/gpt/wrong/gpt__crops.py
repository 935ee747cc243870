"""Wrong: gpt -- crops a text that is too long instead of raising ValueError."""

# The rest is right/numpy_vectorised.py.


def gpt(tokens, params, num_heads):
    return _gpt(tokens[:, -len(params["position_embedding"]):], params, num_heads)
