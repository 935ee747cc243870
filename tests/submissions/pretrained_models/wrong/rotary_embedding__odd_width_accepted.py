"""Wrong: rotary_embedding -- leaves the last column of an odd number as it is."""

# The rest is right/numpy_loops.py.


def rotary_embedding(x, base=10000.0):
    even = len(x[0][0][0]) // 2 * 2
    return [
        [[turn(row[:even], t, base) + [float(a) for a in row[even:]] for t, row in enumerate(head)] for head in text] for text in x
    ]
