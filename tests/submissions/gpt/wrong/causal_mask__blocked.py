"""Wrong: causal_mask -- True where attention is blocked, as nn.MultiheadAttention wants it."""

# The rest is right/numpy_vectorised.py.


def causal_mask(length):
    return np.triu(np.ones((length, length), dtype=bool), k=1)
