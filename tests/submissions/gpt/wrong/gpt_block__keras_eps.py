"""Wrong: gpt_block -- the layer norm has the eps of Keras, 1e-3."""

# The rest is right/numpy_vectorised.py.


def gpt_block(x, params, num_heads):
    def norm(x, p):
        mu = x.mean(-1, keepdims=True)
        return (x - mu) / np.sqrt(x.var(-1, keepdims=True) + 1e-3) * p["gamma"] + p["beta"]

    y = x + _attention(norm(x, params["norm1"]), params["attention"], num_heads)
    return y + _mlp(norm(y, params["norm2"]), params["mlp"])
