"""Wrong: duplicate_rate -- compares with the rows that were kept only."""

# The rest is right/numpy_loops.py.


def duplicate_rate(X, tolerance):
    kept = []
    for row in X.tolist():
        if all(distance(row, other) > tolerance for other in kept):
            kept.append(row)
    return (len(X) - len(kept)) / len(X)
