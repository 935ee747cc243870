"""Wrong: naive_bayes_joint -- counts each word once."""

# The rest is right/numpy_loops.py.


_counting = naive_bayes_joint


def naive_bayes_joint(X, log_prior, log_likelihood):
    return _counting((np.asarray(X) > 0) * 1.0, log_prior, log_likelihood)


def naive_bayes_posterior(X, log_prior, log_likelihood):
    answer = []
    for scores in _counting(X, log_prior, log_likelihood).tolist():
        best = max(scores)
        weights = [math.exp(score - best) for score in scores]
        answer.append([weight / sum(weights) for weight in weights])
    return answer
