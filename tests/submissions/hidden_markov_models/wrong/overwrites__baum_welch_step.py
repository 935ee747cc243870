"""Wrong: baum_welch_step -- overwrites B with the new emission matrix (its values are right)."""

# The rest is right/numpy_vectorised.py.


def baum_welch_step(A, B, pi, observations):
    new_A, new_B, new_pi, _ = _em_update(A, B, pi, observations)
    B[:] = new_B
    return new_A, B, new_pi
