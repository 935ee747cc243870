"""Wrong: feed_forward -- two layers without anything between them."""

# The rest is right/numpy_loops.py.


def feed_forward(x, params):
    return (x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]
