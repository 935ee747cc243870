"""Wrong: feed_forward -- uses the exact GELU."""

# The rest is right/torch_idiom.py.


def feed_forward(x, params):
    return F.gelu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
