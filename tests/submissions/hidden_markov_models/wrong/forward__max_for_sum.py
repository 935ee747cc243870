"""Wrong: forward -- takes the best predecessor instead of the sum over predecessors."""

# The rest is right/numpy_vectorised.py.


def forward(A, B, pi, observations):
    log_A, log_B = _log(A), _log(B)
    log_alpha = np.zeros((len(observations), len(pi)))
    log_alpha[0] = _log(pi) + log_B[:, observations[0]]
    for t in range(1, len(observations)):
        log_alpha[t] = (log_alpha[t - 1][:, None] + log_A).max(axis=0) + log_B[:, observations[t]]
    return log_alpha, np.logaddexp.reduce(log_alpha[-1])
