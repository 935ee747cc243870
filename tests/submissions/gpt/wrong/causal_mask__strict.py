"""Wrong: causal_mask -- a position does not see itself."""

# The rest is right/torch_idiom.py.


def causal_mask(length):
    return torch.ones(length, length, dtype=torch.bool).tril(-1)
