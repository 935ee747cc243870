"""Wrong: dalle_loss -- no weights."""

# The rest is right/torch_idiom.py.


def dalle_loss(logits, sequence, text_length):
    return F.cross_entropy(logits[:-1], sequence[1:])
