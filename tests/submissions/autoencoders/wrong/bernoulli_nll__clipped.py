"""Wrong: bernoulli_nll -- keeps the probabilities away from 0 and 1, which is wrong for large logits."""

# The rest is right/numpy_vectorised.py.


def bernoulli_nll(x, logits):
    p = np.clip(_sigmoid(logits), 1e-7, 1 - 1e-7)
    return -np.sum(x * np.log(p) + (1 - x) * np.log(1 - p), axis=-1)
