"""Wrong: duplicate_rate -- a distance of exactly the tolerance does not count."""

# The rest is right/torch_idiom.py.


def duplicate_rate(X, tolerance):
    d = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist")
    return torch.tril(d < tolerance, diagonal=-1).any(dim=1).float().mean()
