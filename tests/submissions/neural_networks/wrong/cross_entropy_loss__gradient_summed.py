"""Wrong: cross_entropy_loss -- does not divide the gradient by the number of rows."""

# The rest is right/numpy_loops.py.


def cross_entropy_loss(logits, labels):
    loss, gradient = entropy_lists(logits.tolist(), labels.tolist())
    return loss, np.array(gradient) * len(labels)
