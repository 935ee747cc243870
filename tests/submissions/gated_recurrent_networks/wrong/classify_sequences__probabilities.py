"""Wrong: classify_sequences -- returns the scores of all classes instead of a label."""

# The rest is right/numpy_vectorised.py.


def classify_sequences(model, x):
    h = c = np.zeros((len(x), len(model["bf"])))
    for t in range(x.shape[1]):
        h, c = _lstm(x[:, t], h, c, model)
    return (h @ model["W"] + model["b"])
