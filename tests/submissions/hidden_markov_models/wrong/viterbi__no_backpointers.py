"""Wrong: viterbi -- takes the best state of each step by itself."""

# The rest is right/numpy_vectorised.py.


def viterbi(A, B, pi, observations):
    T, S = len(observations), len(pi)
    log_A, log_B = _log(A), _log(B)
    delta = np.zeros((T, S))
    delta[0] = _log(pi) + log_B[:, observations[0]]
    for t in range(1, T):
        delta[t] = (delta[t - 1][:, None] + log_A).max(axis=0) + log_B[:, observations[t]]
    return delta.argmax(axis=1), delta[-1].max()
