"""Wrong: baum_welch_step -- divides by zero where a state is never expected, so that row becomes NaN."""

# The rest is right/numpy_vectorised.py.


def baum_welch_step(A, B, pi, observations):
    new_A, new_B, new_pi, _ = _em_update(A, B, pi, observations)
    visits = _gamma(A, B, pi, observations)
    with np.errstate(invalid="ignore"):
        left = visits[:-1].sum(axis=0)[:, None]
        seen = visits.sum(axis=0)[:, None]
        return new_A * (left / left), new_B * (seen / seen), new_pi
