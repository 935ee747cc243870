"""Wrong: autoencoder -- returns the logits of the reconstruction."""

# The rest is right/torch_idiom.py.


def autoencoder(x, params):
    code = linear(x, params, "1").tanh()
    return code, linear(code, params, "2")
