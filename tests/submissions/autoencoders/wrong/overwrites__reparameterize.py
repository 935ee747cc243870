"""Wrong: reparameterize -- turns log_var into the standard deviation in place (its values are right)."""

# The rest is right/torch_idiom.py.


def reparameterize(mu, log_var, eps):
    return mu + log_var.mul_(0.5).exp_() * eps
