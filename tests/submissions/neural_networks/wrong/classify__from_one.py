"""Wrong: classify -- numbers the classes from 1."""

# The rest is right/numpy_vectorised.py.


def classify(model, X):
    return mlp_forward(X, model, "leaky_relu").argmax(axis=1) + 1
