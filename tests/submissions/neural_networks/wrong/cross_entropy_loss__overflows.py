"""Wrong: cross_entropy_loss -- does not subtract the largest logit."""

# The rest is right/numpy_loops.py.


def cross_entropy_loss(logits, labels):
    powers = np.exp(logits)
    p = powers / powers.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = -np.mean(np.log(p[rows, labels]))
    p[rows, labels] -= 1
    return loss, p / len(labels)
