"""Wrong: is_stationary -- np.roots gets the lowest power first, so its roots are 1 / z."""

# The rest is right/numpy_vectorised.py.


def is_stationary(phi):
    return bool(np.all(np.abs(np.roots(np.r_[1, -phi])) > 1))
