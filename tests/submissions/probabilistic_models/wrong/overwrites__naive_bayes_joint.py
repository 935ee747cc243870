"""Wrong: naive_bayes_joint -- writes 0 for -inf into the log-likelihood itself (its values are right)."""

# The rest is right/numpy_vectorised.py.


def naive_bayes_joint(X, log_prior, log_likelihood):
    never = np.isneginf(log_likelihood)
    log_likelihood[never] = 0.0
    hits = X @ never.astype(float).T
    return np.where(hits > 0, -np.inf, X @ log_likelihood.T) + log_prior


def naive_bayes_posterior(X, log_prior, log_likelihood):
    joint = naive_bayes_joint(X, log_prior, log_likelihood.copy())
    return np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))
