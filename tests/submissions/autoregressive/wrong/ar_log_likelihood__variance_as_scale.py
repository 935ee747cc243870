"""Wrong: ar_log_likelihood -- gives the variance to Normal, which wants a standard deviation."""

# The rest is right/torch_idiom.py.


def ar_log_likelihood(x, c, phi, sigma2):
    mean = c + lags(x, len(phi)) @ phi
    return torch.distributions.Normal(mean, sigma2).log_prob(x[len(phi):]).sum()
