"""Wrong: psnr -- always takes 255 for the largest value."""

# The rest is right/numpy_vectorised.py.


def psnr(x, y, max_value=1.0):
    mse = np.mean((x - y) ** 2)
    return np.inf if mse == 0 else 20 * np.log10(255 / np.sqrt(mse))
