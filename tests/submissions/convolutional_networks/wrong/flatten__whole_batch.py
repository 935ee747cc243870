"""Wrong: flatten -- torch.flatten without start_dim."""

# The rest is right/torch_idiom.py.


def flatten(x):
    return torch.flatten(x)
