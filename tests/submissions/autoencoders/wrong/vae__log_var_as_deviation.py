"""Wrong: vae -- multiplies eps by log_var."""

# The rest is right/torch_idiom.py.


def vae(x, eps, params):
    h = torch.tanh(linear(x, params, "1"))
    mu, log_var = linear(h, params, "_mu"), linear(h, params, "_var")
    z = mu + log_var * eps
    return linear(torch.tanh(linear(z, params, "2")), params, "3"), mu, log_var
