"""Wrong: precision_recall_f1 -- counts a point as its own nearest neighbour."""

# The rest is right/torch_idiom.py.


def manifold_share(points, centres, k):
    radii = torch.cdist(centres, centres).kthvalue(k, dim=1).values
    return (torch.cdist(points, centres) <= radii).any(dim=1).float().mean()
