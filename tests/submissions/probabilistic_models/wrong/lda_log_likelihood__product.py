"""Wrong: lda_log_likelihood -- multiplies first, and underflows."""

# The rest is right/numpy_vectorised.py.


def lda_log_likelihood(words, docs, theta, phi):
    with np.errstate(divide="ignore"):
        return np.log(np.prod((theta @ phi)[docs, words]))
