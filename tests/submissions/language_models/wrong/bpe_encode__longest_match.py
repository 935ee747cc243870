"""Wrong: bpe_encode -- takes the longest known piece from the left."""

# The rest is right/numpy_loops.py.


def bpe_encode(word, merges):
    pieces = [left + right for left, right in merges]
    rest = word + "</w>"
    symbols = []
    while rest:
        if rest == "</w>":
            size = 4
        else:
            size = 1
        for piece in pieces:
            if rest.startswith(piece) and len(piece) > size:
                size = len(piece)
        symbols.append(rest[:size])
        rest = rest[size:]
    return symbols
