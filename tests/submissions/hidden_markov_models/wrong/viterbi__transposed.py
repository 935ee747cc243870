"""Wrong: viterbi -- uses A transposed."""

# The rest is right/numpy_vectorised.py.


def viterbi(A, B, pi, observations):
    T, S = len(observations), len(pi)
    log_A, log_B = _log(A), _log(B)
    back = np.zeros((T, S), dtype=int)
    delta = _log(pi) + log_B[:, observations[0]]
    for t in range(1, T):
        score = delta[:, None] + log_A.T                       # score[i, j]: best path that goes i -> j
        back[t] = score.argmax(axis=0)
        delta = score.max(axis=0) + log_B[:, observations[t]]
    path = np.zeros(T, dtype=int)
    path[-1] = delta.argmax()
    for t in range(T - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path, delta.max()
