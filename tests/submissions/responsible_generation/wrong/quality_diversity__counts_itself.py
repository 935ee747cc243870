"""Wrong: quality_diversity -- a point is its own first neighbour."""

# The rest is right/torch_idiom.py.


def radius(points, k):
    return torch.cdist(points, points).kthvalue(k, dim=1).values
