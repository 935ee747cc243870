"""Wrong: dalle_loss -- compares each row with its own token."""

# The rest is right/numpy_vectorised.py.


def dalle_loss(logits, sequence, text_length):
    nll = -log_softmax(logits)[np.arange(len(sequence)), sequence]
    return (nll[:text_length].mean() + 7 * nll[text_length:].mean()) / 8
