"""Wrong: rnn_forward -- starts from zeros and ignores h0."""

# The rest is right/numpy_vectorised.py.


def rnn_forward(x, h0, params):
    return np.swapaxes(_all_states(x, np.zeros_like(h0), params)[1:], 0, 1)
