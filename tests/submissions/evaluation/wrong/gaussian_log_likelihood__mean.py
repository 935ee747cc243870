"""Wrong: gaussian_log_likelihood -- takes the mean over the points."""

# The rest is right/torch_idiom.py.


def gaussian_log_likelihood(x, mean, covariance):
    return torch.distributions.MultivariateNormal(mean, covariance_matrix=covariance).log_prob(x).mean()
