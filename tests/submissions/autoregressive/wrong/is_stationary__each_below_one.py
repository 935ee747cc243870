"""Wrong: is_stationary -- every coefficient between -1 and 1, as on the slides."""

# The rest is right/numpy_loops.py.


def is_stationary(phi):
    return all(abs(float(v)) < 1 for v in phi)
