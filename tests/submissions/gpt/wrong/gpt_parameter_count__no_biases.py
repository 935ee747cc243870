"""Wrong: gpt_parameter_count -- leaves out the biases."""

# The rest is right/numpy_loops.py.


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    D = d_model
    return vocab_size * D + context_length * D + num_layers * (12 * D * D + 4 * D) + 2 * D
