"""Wrong: naive_bayes_posterior -- subtracts the maximum from the caller's log-prior (its values are right)."""

# The rest is right/numpy_vectorised.py.


def naive_bayes_posterior(X, log_prior, log_likelihood):
    log_prior -= log_prior.max()
    joint = naive_bayes_joint(X, log_prior, log_likelihood)
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))
