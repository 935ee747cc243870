"""Wrong: naive_bayes_fit -- always adds 1, whatever alpha is."""

# The rest is right/torch_idiom.py.


def naive_bayes_fit(X, y, num_classes, alpha=1.0):
    member = F.one_hot(y, num_classes).float()
    counts = member.T @ X + 1
    return member.mean(0).log(), (counts / counts.sum(1, keepdim=True)).log()
