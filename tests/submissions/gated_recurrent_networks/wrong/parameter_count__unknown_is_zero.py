"""Wrong: parameter_count -- returns 0 for an unknown kind instead of raising ValueError."""

# The rest is right/numpy_loops.py.


def parameter_count(kind, input_size, hidden_size):
    if kind == "rnn":
        gates = 1
    elif kind == "gru":
        gates = 3
    elif kind == "lstm":
        gates = 4
    else:
        return 0
    return gates * (hidden_size * (hidden_size + input_size) + hidden_size)
