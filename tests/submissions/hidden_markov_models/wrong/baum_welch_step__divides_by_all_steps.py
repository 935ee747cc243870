"""Wrong: baum_welch_step -- divides the transition counts by the visits of all T steps, so the rows of A do not sum to 1."""

# The rest is right/numpy_vectorised.py.


def baum_welch_step(A, B, pi, observations):
    new_A, new_B, new_pi, _ = _em_update(A, B, pi, observations)
    gamma = _gamma(A, B, pi, observations)
    visits = gamma.sum(axis=0)
    leaves = gamma[:-1].sum(axis=0)
    share = np.where(leaves > 0, leaves / np.where(visits > 0, visits, 1.0), 1.0)
    return new_A * share[:, None], new_B, new_pi
