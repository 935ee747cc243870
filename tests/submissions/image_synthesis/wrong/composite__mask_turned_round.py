"""Wrong: composite -- keeps the original where the mask is 1."""

# The rest is right/numpy_vectorised.py.


def composite(original, generated, mask):
    return mask * original + (1 - mask) * generated
