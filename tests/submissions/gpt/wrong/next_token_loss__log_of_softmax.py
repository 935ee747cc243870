"""Wrong: next_token_loss -- takes the logarithm of a probability that may be 0."""

# The rest is right/numpy_vectorised.py.


def next_token_loss(logits, tokens):
    with np.errstate(divide="ignore"):
        lp = np.log(_softmax(logits[:, :-1]))
    return -np.take_along_axis(lp, tokens[:, 1:, None], axis=2).mean()
