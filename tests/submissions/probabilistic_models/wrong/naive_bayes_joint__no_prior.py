"""Wrong: naive_bayes_joint -- leaves the prior out."""

# The rest is right/numpy_vectorised.py.


_complete = naive_bayes_joint


def naive_bayes_joint(X, log_prior, log_likelihood):
    return _complete(X, 0 * log_prior, log_likelihood)


def naive_bayes_posterior(X, log_prior, log_likelihood):
    joint = _complete(X, log_prior, log_likelihood)
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))
