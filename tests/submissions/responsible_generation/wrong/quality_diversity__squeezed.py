"""Wrong: quality_diversity -- drops axes of length 1."""

# The rest is right/numpy_vectorised.py.


right_quality_diversity = quality_diversity


def quality_diversity(real, samples, k):
    precisions, recalls = right_quality_diversity(real, samples, k)
    return np.squeeze(precisions), np.squeeze(recalls)
