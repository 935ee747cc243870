"""Wrong: lstm_gates -- returns the gates in PyTorch's order: input, forget, candidate, output."""

# The rest is right/numpy_vectorised.py.


def lstm_gates(x, h, params):
    f, i, g, o = _gates(x, h, params)
    return i, f, g, o
