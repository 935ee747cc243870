"""Wrong: naive_bayes_joint -- uses a plain matrix product: 0 * -inf is NaN."""

# The rest is right/torch_idiom.py.


_careful = naive_bayes_joint


def naive_bayes_joint(X, log_prior, log_likelihood):
    return X @ log_likelihood.T + log_prior


def naive_bayes_posterior(X, log_prior, log_likelihood):
    return F.softmax(_careful(X, log_prior, log_likelihood), dim=-1)
