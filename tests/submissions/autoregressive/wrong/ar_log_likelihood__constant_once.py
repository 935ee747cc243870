"""Wrong: ar_log_likelihood -- adds the factor of the density once."""

# The rest is right/numpy_vectorised.py.


def ar_log_likelihood(x, c, phi, sigma2):
    e = ar_residuals(x, c, phi)
    return -0.5 * np.log(2 * np.pi * sigma2) - np.sum(e**2) / (2 * sigma2)
