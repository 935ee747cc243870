"""Wrong: simulate_ar -- predicts every step from the first values."""

# The rest is right/numpy_loops.py.


def simulate_ar(c, phi, noise, initial):
    return c + initial[::-1] @ phi + noise
