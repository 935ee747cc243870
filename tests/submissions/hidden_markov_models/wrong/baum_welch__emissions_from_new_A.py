"""Wrong: baum_welch -- computes the emission update with the transition matrix that was just updated."""

# The rest is right/numpy_vectorised.py.


def baum_welch(A, B, pi, observations, iterations):
    history = np.empty(iterations + 1)
    for k in range(iterations):
        new_A, _, new_pi, history[k] = _em_update(A, B, pi, observations)
        _, B, _, _ = _em_update(new_A, B, pi, observations)
        A, pi = new_A, new_pi
    history[-1] = _scaled_forward(A, B, pi, observations).log_scale.sum()
    return A, B, pi, history
