"""Wrong: naive_bayes_fit -- adds alpha above but not below the line."""

# The rest is right/numpy_loops.py.


def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    n, d = X.shape
    log_prior, log_likelihood = [], []
    for c in range(num_classes):
        docs = [i for i in range(n) if y[i] == c]
        log_prior.append(ln(len(docs) / n))
        counts = [sum(float(X[i, w]) for i in docs) for w in range(d)]
        total = max(sum(counts), 1e-300)
        log_likelihood.append([ln((count + alpha) / total) for count in counts])
    return np.array(log_prior), np.array(log_likelihood)
