"""Wrong: psnr -- divides by a mean squared error of 0."""

# The rest is right/numpy_loops.py.


def psnr(x, y, max_value=1.0):
    mse = sum(float(a - b) ** 2 for a, b in zip(x.ravel(), y.ravel())) / x.size
    return 10 * math.log10(max_value ** 2 / mse)
