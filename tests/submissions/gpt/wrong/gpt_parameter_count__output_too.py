"""Wrong: gpt_parameter_count -- counts the output matrix, which is tied."""

# The rest is right/numpy_vectorised.py.


def gpt_parameter_count(num_layers, d_model, vocab_size, context_length):
    return d_model * (2 * vocab_size + context_length + 2) + num_layers * (12 * d_model ** 2 + 13 * d_model)
