"""Wrong: convnet_parameter_count -- the dense layer sees the maps before the pool."""

# The rest is right/numpy_vectorised.py.


def convnet_parameter_count(height, width, channels, filters, classes):
    return (9 * channels + 1) * filters + (height * width * filters + 1) * classes
