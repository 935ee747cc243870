"""Wrong: precision_recall_f1 -- divides by 0 where precision and recall are 0."""

# The rest is right/numpy_loops.py.


def precision_recall_f1(real, fake, k):
    precision, recall = covered(fake, real, k), covered(real, fake, k)
    return precision, recall, 2 * precision * recall / (precision + recall)
