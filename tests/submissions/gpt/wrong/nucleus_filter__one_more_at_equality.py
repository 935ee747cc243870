"""Wrong: nucleus_filter -- goes on where the sum is exactly p."""

# The rest is right/numpy_vectorised.py.


def nucleus_filter(probabilities, p):
    order = np.lexsort((np.arange(len(probabilities)), -probabilities))
    before = np.cumsum(probabilities[order]) - probabilities[order]
    kept = np.zeros_like(probabilities)
    keep = order[before <= p]
    kept[keep] = probabilities[keep]
    return kept / kept.sum()
