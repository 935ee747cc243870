"""Wrong: nucleus_filter -- drops the token with which the sum reaches p."""

# The rest is right/torch_idiom.py.


def nucleus_filter(probabilities, p):
    values, order = probabilities.sort(descending=True, stable=True)
    beyond = values.cumsum(0) > p
    beyond[0] = False
    kept = probabilities.index_fill(0, order[beyond], 0.0)
    return kept / kept.sum()
