"""Wrong: viterbi -- multiplies plain probabilities, which underflow on long sequences."""

# The rest is right/numpy_vectorised.py.


def viterbi(A, B, pi, observations):
    T, S = len(observations), len(pi)
    back = np.zeros((T, S), dtype=int)
    delta = pi * B[:, observations[0]]
    for t in range(1, T):
        score = delta[:, None] * A
        back[t] = score.argmax(axis=0)
        delta = score.max(axis=0) * B[:, observations[t]]
    path = np.zeros(T, dtype=int)
    path[-1] = delta.argmax()
    for t in range(T - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path, _log(delta.max())
