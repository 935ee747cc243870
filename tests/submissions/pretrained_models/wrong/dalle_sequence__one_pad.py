"""Wrong: dalle_sequence -- the same pad everywhere."""

# The rest is right/numpy_vectorised.py.


def dalle_sequence(text, image, text_vocab, text_length):
    if text.shape[0] > text_length:
        raise ValueError("text too long")
    head = np.full(text_length, text_vocab)
    head[: len(text)] = text
    return np.hstack([head, image + (text_vocab + text_length)])
