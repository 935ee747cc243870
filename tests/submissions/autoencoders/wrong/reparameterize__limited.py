"""Wrong: reparameterize -- keeps log_var within limits."""

# The rest is right/numpy_vectorised.py.


def reparameterize(mu, log_var, eps):
    return mu + np.exp(0.5 * np.clip(log_var, -4, 4)) * eps
