"""Wrong: ar_log_likelihood -- the constant is counted for the first p values too."""

# The rest is right/numpy_loops.py.


def ar_log_likelihood(x, c, phi, sigma2):
    squares = sum(e * e for e in ar_residuals(x, c, phi))
    return -len(x) / 2 * math.log(2 * math.pi * sigma2) - squares / (2 * sigma2)
