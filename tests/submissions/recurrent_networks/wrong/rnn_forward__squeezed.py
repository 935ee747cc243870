"""Wrong: rnn_forward -- squeezes the answer, which loses the time axis where T is 1."""

# The rest is right/numpy_vectorised.py.


def rnn_forward(x, h0, params):
    return np.swapaxes(_all_states(x, h0, params)[1:], 0, 1).squeeze()
