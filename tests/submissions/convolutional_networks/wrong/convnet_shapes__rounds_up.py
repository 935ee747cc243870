"""Wrong: convnet_shapes -- rounds up where the pool leaves a rest."""

# The rest is right/numpy_vectorised.py.


def convnet_shapes(height, width, channels, filters, classes):
    half = ((height + 1) // 2, (width + 1) // 2, filters)
    full = (height, width, filters)
    return [(height, width, channels), full, full, half, (int(np.prod(half)),), (classes,)]
