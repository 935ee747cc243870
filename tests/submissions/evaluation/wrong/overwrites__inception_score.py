"""Wrong: inception_score -- divides its argument in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def inception_score(p_yx):
    marginal = p_yx.mean(axis=0)
    p_yx *= np.log(np.where(p_yx > 0, p_yx, 1) / np.where(marginal > 0, marginal, 1))
    return np.exp(p_yx.sum(axis=1).mean())
