"""Wrong: softmax -- does not look at axis."""

# The rest is right/torch_idiom.py.


def softmax(x, axis=-1):
    return F.softmax(x, dim=-1)
