"""Wrong: baum_welch -- leaves out the log-likelihood before the first update."""

# The rest is right/numpy_vectorised.py.


def baum_welch(A, B, pi, observations, iterations):
    history = np.empty(iterations + 1)
    for k in range(iterations):
        A, B, pi, history[k] = _em_update(A, B, pi, observations)
    history[-1] = _scaled_forward(A, B, pi, observations).log_scale.sum()
    return A, B, pi, history[1:]
