"""Wrong: ssim -- compares the whole images at once."""

# The rest is right/numpy_vectorised.py.


def ssim(x, y, max_value=1.0):
    c1, c2 = (0.01 * max_value) ** 2, (0.03 * max_value) ** 2
    ux, uy = x.mean(), y.mean()
    cov = ((x - ux) * (y - uy)).mean()
    return (2 * ux * uy + c1) * (2 * cov + c2) / ((ux ** 2 + uy ** 2 + c1) * (x.var() + y.var() + c2))
