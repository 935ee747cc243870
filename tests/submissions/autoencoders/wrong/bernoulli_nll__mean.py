"""Wrong: bernoulli_nll -- takes the mean over everything, as the library does by default."""

# The rest is right/torch_idiom.py.


def bernoulli_nll(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x)
