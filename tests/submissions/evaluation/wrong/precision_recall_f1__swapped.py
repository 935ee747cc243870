"""Wrong: precision_recall_f1 -- exchanges precision and recall."""

# The rest is right/torch_idiom.py.


def precision_recall_f1(real, fake, k):
    precision = manifold_share(real, fake, k)
    recall = manifold_share(fake, real, k)
    f1 = torch.nan_to_num(2 * precision * recall / (precision + recall))
    return precision, recall, f1
