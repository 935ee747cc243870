"""Wrong: cross_entropy_loss -- adds 1e-12 before it takes the logarithm."""

# The rest is right/numpy_vectorised.py.


def cross_entropy_loss(logits, labels):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -np.log(p[rows, labels] + 1e-12).mean()
    p[rows, labels] -= 1
    return loss, p / len(labels)
