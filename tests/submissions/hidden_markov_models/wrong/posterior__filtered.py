"""Wrong: posterior -- returns the forward (filtered) probabilities and ignores later observations."""

# The rest is right/numpy_vectorised.py.


def posterior(A, B, pi, observations):
    return _scaled_forward(A, B, pi, observations).alpha
