"""Wrong: quality_diversity -- recalls first."""

# The rest is right/numpy_vectorised.py.

_right_way_round = quality_diversity


def quality_diversity(real, samples, k):
    return _right_way_round(real, samples, k)[::-1]
