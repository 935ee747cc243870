"""Wrong: forward -- multiplies plain probabilities, which underflow on long sequences."""

# The rest is right/numpy_vectorised.py.


def forward(A, B, pi, observations):
    alpha = np.zeros((len(observations), len(pi)))
    alpha[0] = pi * B[:, observations[0]]
    for t in range(1, len(observations)):
        alpha[t] = (alpha[t - 1] @ A) * B[:, observations[t]]
    return _log(alpha), _log(alpha[-1].sum())
