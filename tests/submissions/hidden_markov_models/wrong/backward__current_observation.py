"""Wrong: backward -- uses the observation of the same step instead of the next one."""

# The rest is right/numpy_vectorised.py.


def backward(A, B, observations):
    T, S = len(observations), len(A)
    log_A, log_B = _log(A), _log(B)
    log_beta = np.zeros((T, S))
    for t in range(T - 2, -1, -1):
        log_beta[t] = np.logaddexp.reduce(log_A + log_B[:, observations[t]] + log_beta[t + 1], axis=1)
    return log_beta
