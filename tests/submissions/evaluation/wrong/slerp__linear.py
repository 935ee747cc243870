"""Wrong: slerp -- goes along the straight line."""

# The rest is right/torch_idiom.py.


def slerp(a, b, t):
    return torch.lerp(a, b, t)
