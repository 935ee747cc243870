"""Wrong: positional_encoding -- sines first, cosines after them."""

# The rest is right/numpy_vectorised.py.


_right_encoding = positional_encoding


def positional_encoding(length, d_model):
    pe = _right_encoding(length, d_model)
    return np.concatenate([pe[:, ::2], pe[:, 1::2]], axis=1)


def _embed(ids, table):
    D = table.shape[1]
    return np.take(table, ids, axis=0) * np.sqrt(D) + _right_encoding(ids.shape[1], D)
