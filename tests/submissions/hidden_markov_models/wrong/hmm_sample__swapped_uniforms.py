"""Wrong: hmm_sample -- uses the first column of u for the observation and the second for the state."""

# The rest is right/numpy_vectorised.py.


def hmm_sample(A, B, pi, u):
    states = np.empty(len(u), dtype=int)
    shown = np.empty(len(u), dtype=int)
    p = pi
    for t, (u_shown, u_state) in enumerate(u):
        states[t] = _inverse_cdf(p, u_state)
        shown[t] = _inverse_cdf(B[states[t]], u_shown)
        p = A[states[t]]
    return states, shown
