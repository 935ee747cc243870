"""Wrong: classify_sequences -- leaves zeros in the rows that it was given."""

# The rest is right/numpy_vectorised.py.

answer = classify_sequences


def classify_sequences(model, x):
    found = answer(model, x.copy())
    x[:] = 0
    return found
