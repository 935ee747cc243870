"""Wrong: bpe_encode -- joins each pair only once."""

# The rest is right/torch_idiom.py.


def bpe_encode(word, merges):
    symbols = list(word) + ["</w>"]
    for left, right in merges:
        for i in range(len(symbols) - 1):
            if (symbols[i], symbols[i + 1]) == (left, right):
                symbols[i:i + 2] = [left + right]
                break
    return symbols
