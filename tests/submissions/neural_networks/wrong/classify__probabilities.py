"""Wrong: classify -- returns the probabilities of all classes."""

# The rest is right/torch_idiom.py.


@torch.no_grad()
def classify(model, X):
    return model(X).softmax(dim=1)
