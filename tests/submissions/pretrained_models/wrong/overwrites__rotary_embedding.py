"""Wrong: rotary_embedding -- turns x in place (its values are right)."""

# The rest is right/torch_idiom.py.


right_rotary_embedding = rotary_embedding


def rotary_embedding(x, base=10000.0):
    return x.copy_(right_rotary_embedding(x, base))
