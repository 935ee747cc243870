"""Wrong: classify -- leaves zeros in the rows that it was given."""

# The rest is right/numpy_vectorised.py.

answer = classify


def classify(model, X):
    found = answer(model, X.copy())
    X[:] = 0
    return found
