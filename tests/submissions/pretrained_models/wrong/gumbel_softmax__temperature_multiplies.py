"""Wrong: gumbel_softmax -- multiplies by the temperature."""

# The rest is right/numpy_vectorised.py.


def gumbel_softmax(logits, gumbel, temperature):
    return np.exp(log_softmax((logits + gumbel) * temperature))
