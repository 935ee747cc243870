"""Wrong: parameter_count -- counts two biases a gate, as PyTorch does."""

# The rest is right/numpy_vectorised.py.


def parameter_count(kind, input_size, hidden_size):
    gates = {"rnn": 1, "gru": 3, "lstm": 4}
    if kind not in gates:
        raise ValueError(f"kind must be one of {sorted(gates)}, not {kind!r}")
    return gates[kind] * hidden_size * (input_size + hidden_size + 2)
