"""Wrong: bpe_encode -- forgets the end of the word."""

# The rest is right/numpy_vectorised.py.


def bpe_encode(word, merges):
    symbols = tuple(word)
    for pair in merges:
        symbols = _merge(symbols, pair)
    return list(symbols)
