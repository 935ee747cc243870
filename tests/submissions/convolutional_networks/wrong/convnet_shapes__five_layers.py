"""Wrong: convnet_shapes -- leaves out the activation."""

# The rest is right/numpy_vectorised.py.


def convnet_shapes(height, width, channels, filters, classes):
    half = (height // 2, width // 2, filters)
    return [(height, width, channels), (height, width, filters), half, (int(np.prod(half)),), (classes,)]
