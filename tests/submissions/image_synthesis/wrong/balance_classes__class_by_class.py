"""Wrong: balance_classes -- adds the rows class by class."""

# The rest is right/torch_idiom.py.


def balance_classes(X, y, X_synthetic, y_synthetic):
    labels, counts = torch.unique(y, return_counts=True)
    for label, count in zip(labels, counts):
        missing = int(counts.max() - count)
        rows = torch.nonzero(y_synthetic == label)[:missing, 0]
        if len(rows) < missing:
            raise ValueError("too few")
        X, y = torch.cat([X, X_synthetic[rows]]), torch.cat([y, y_synthetic[rows]])
    return X, y
