"""Wrong: vae -- applies a sigmoid to the logits."""

# The rest is right/numpy_vectorised.py.


def vae(x, eps, params):
    h = np.tanh(_layer(x, params, "1"))
    mu, log_var = _layer(h, params, "_mu"), _layer(h, params, "_var")
    h = np.tanh(_layer(_sample(mu, log_var, eps), params, "2"))
    return _sigmoid(_layer(h, params, "3")), mu, log_var
