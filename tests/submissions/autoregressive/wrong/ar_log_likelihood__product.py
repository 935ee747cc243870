"""Wrong: ar_log_likelihood -- the logarithm of a product of densities, which underflows."""

# The rest is right/numpy_vectorised.py.


def ar_log_likelihood(x, c, phi, sigma2):
    e = ar_residuals(x, c, phi)
    density = np.exp(-(e**2) / (2 * sigma2)) / np.sqrt(2 * np.pi * sigma2)
    return np.log(np.prod(density))
