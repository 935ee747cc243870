"""Wrong: naive_bayes_fit -- smoothes the prior as well."""

# The rest is right/numpy_vectorised.py.


def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    onehot = np.eye(num_classes)[y]
    counts = onehot.T @ X + alpha
    documents = onehot.sum(axis=0) + alpha
    with np.errstate(divide="ignore"):
        return np.log(documents / documents.sum()), np.log(counts) - np.log(counts.sum(axis=1, keepdims=True))
