"""Wrong: layer_norm -- always uses 1e-5."""

# The rest is right/numpy_loops.py.


def layer_norm(x, gamma, beta, eps=1e-5):
    mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + 1e-5) + beta
