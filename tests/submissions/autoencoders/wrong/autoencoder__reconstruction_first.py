"""Wrong: autoencoder -- returns the reconstruction before the code."""

# The rest is right/numpy_vectorised.py.


def autoencoder(x, params):
    code, reconstruction = _forward(x, params)
    return reconstruction, code
