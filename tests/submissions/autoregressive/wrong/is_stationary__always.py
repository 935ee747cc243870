"""Wrong: is_stationary -- says yes to every model."""

# The rest is right/numpy_vectorised.py.


def is_stationary(phi):
    return True
