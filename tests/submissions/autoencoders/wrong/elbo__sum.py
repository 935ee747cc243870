"""Wrong: elbo -- sums over the rows."""

# The rest is right/torch_idiom.py.


def elbo(x, logits, mu, log_var):
    return -(bernoulli_nll(x, logits) + gaussian_kl(mu, log_var)).sum()
