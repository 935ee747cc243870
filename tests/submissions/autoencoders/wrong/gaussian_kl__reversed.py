"""Wrong: gaussian_kl -- gives KL(N(0, 1) || N(mu, var))."""

# The rest is right/torch_idiom.py.


def gaussian_kl(mu, log_var):
    q = posterior(mu, log_var)
    p = posterior(torch.zeros_like(mu), torch.zeros_like(mu))
    return kl_divergence(p, q)
