"""Wrong: truncation_trick -- shrinks w itself."""

# The rest is right/numpy_vectorised.py.


def truncation_trick(w, w_mean, psi):
    return psi * w
