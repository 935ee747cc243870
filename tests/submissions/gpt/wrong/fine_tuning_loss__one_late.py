"""Wrong: fine_tuning_loss -- leaves out the first token of the answer."""

# The rest is right/numpy_vectorised.py.


def fine_tuning_loss(logits, tokens, prompt_length):
    counted = _nll(logits, tokens)[:, prompt_length:]
    return counted.sum() / max(counted.size, 1)
