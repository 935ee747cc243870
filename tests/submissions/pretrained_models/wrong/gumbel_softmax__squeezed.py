"""Wrong: gumbel_softmax -- drops axes of length 1."""

# The rest is right/numpy_vectorised.py.


right_gumbel_softmax = gumbel_softmax


def gumbel_softmax(logits, gumbel, temperature):
    return np.squeeze(right_gumbel_softmax(logits, gumbel, temperature))
