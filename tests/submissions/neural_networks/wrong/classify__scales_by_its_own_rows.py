"""Wrong: classify -- scales by the mean and deviation of the rows that it names."""

# The rest is right/numpy_vectorised.py.

learn, name_rows = train_classifier, classify


def scaled(X):
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 0.1)


def train_classifier(X, y, num_classes, seed):
    return learn(scaled(X), y, num_classes, seed)


def classify(model, X):
    return name_rows(model, scaled(X))
