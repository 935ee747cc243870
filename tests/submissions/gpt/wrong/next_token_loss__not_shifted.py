"""Wrong: next_token_loss -- compares logits and token of the same position."""

# The rest is right/torch_idiom.py.


def next_token_loss(logits, tokens):
    return F.cross_entropy(logits.flatten(0, 1), tokens.flatten())
