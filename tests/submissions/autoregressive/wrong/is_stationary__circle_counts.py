"""Wrong: is_stationary -- a root on the circle is taken for one outside."""

# The rest is right/torch_idiom.py.


def is_stationary(phi):
    p = len(phi)
    companion = torch.diag(torch.ones(p - 1), -1)
    companion[0] = phi
    return bool(torch.linalg.eigvals(companion).abs().max() <= 1)
