"""Wrong: bpe_encode -- empties the list of merges (its value is right)."""

# The rest is right/numpy_loops.py.


def bpe_encode(word, merges):
    symbols = list(word) + ["</w>"]
    while merges:
        symbols = join(symbols, merges.pop(0))
    return symbols
