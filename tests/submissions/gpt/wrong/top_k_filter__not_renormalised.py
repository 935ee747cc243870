"""Wrong: top_k_filter -- does not renormalise."""

# The rest is right/torch_idiom.py.


def top_k_filter(probabilities, k):
    order = probabilities.argsort(descending=True, stable=True)
    return probabilities.index_fill(0, order[k:], 0.0)
