"""Wrong: gelu -- the exact GELU, which is PyTorch's default."""

# The rest is right/torch_idiom.py.


def gelu(x):
    return F.gelu(x)
