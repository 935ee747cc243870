"""Wrong: gpt_block -- the exact GELU in the MLP."""

# The rest is right/torch_idiom.py.


def gpt_block(x, params, num_heads):
    x = x + _attention(_norm(x, params["norm1"]), params["attention"], num_heads)
    p = params["mlp"]
    return x + F.gelu(_norm(x, params["norm2"]) @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
