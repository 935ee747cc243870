"""Wrong: precision_recall_f1 -- its recall uses the balls of the real points (coverage)."""

# The rest is right/numpy_vectorised.py.

_three = precision_recall_f1


def precision_recall_f1(real, fake, k):
    precision = _three(real, fake, k)[0]
    own = np.sqrt(((real[:, None] - real) ** 2).sum(-1))
    across = np.sqrt(((real[:, None] - fake) ** 2).sum(-1))
    recall = (across <= np.sort(own, axis=1)[:, k, None]).any(1).mean()
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
