"""Wrong: layer_norm -- has 0.001 as the eps where none is given."""

# The rest is right/torch_idiom.py.


def layer_norm(x, gamma, beta, eps=1e-3):
    return F.layer_norm(x, gamma.shape, gamma, beta, eps)
