"""Wrong: lstm_cell -- computes h from the old cell state."""

# The rest is right/numpy_vectorised.py.


def lstm_cell(x, h, c, params):
    f, i, g, o = _gates(x, h, params)
    return o * np.tanh(c), f * c + i * g
