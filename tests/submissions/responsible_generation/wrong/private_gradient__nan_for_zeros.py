"""Wrong: private_gradient -- 0 / 0 in a row of zeros."""

# The rest is right/numpy_vectorised.py.


def private_gradient(per_example, clip, sigma, noise):
    norms = np.sqrt((per_example ** 2).sum(axis=1, keepdims=True))
    rows = per_example / norms * np.minimum(norms, clip)
    return (rows.sum(axis=0) + sigma * clip * noise) / len(per_example)
