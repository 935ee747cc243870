"""Wrong: balance_classes -- lets classes that are not in y grow too."""

# The rest is right/numpy_loops.py.


def balance_classes(X, y, X_synthetic, y_synthetic):
    counts = {}
    for label in y:
        counts[int(label)] = counts.get(int(label), 0) + 1
    known, largest = set(counts), max(counts.values())
    rows, labels = list(X), list(y)
    for row, label in zip(X_synthetic, y_synthetic):
        if counts.get(int(label), 0) < largest:
            counts[int(label)] = counts.get(int(label), 0) + 1
            rows.append(row)
            labels.append(label)
    if any(counts[label] < largest for label in known):
        raise ValueError("short")
    return np.array(rows), np.array(labels)
