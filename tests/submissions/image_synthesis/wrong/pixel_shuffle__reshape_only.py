"""Wrong: pixel_shuffle -- reshapes without a transposition."""

# The rest is right/numpy_vectorised.py.


def pixel_shuffle(x, factor):
    n, c, h, w = x.shape
    return x.reshape(n, c // factor ** 2, h * factor, w * factor)
