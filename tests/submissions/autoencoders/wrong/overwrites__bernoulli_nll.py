"""Wrong: bernoulli_nll -- overwrites the logits (its values are right)."""

# The rest is right/numpy_vectorised.py.


def bernoulli_nll(x, logits):
    product = x * logits
    np.logaddexp(0, logits, out=logits)
    return np.sum(logits - product, axis=-1)
