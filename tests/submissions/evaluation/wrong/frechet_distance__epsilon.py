"""Wrong: frechet_distance -- adds 1e-6 to the diagonals before the root."""

# The rest is right/torch_idiom.py.

_exact = frechet_distance


def fid(real, fake):
    return _exact(real.mean(dim=0), torch.cov(real.T), fake.mean(dim=0), torch.cov(fake.T))


def frechet_distance(mu1, C1, mu2, C2):
    little = 1e-6 * torch.eye(len(mu1), device=C1.device)
    return _exact(mu1, C1 + little, mu2, C2 + little) - 2 * little.trace()
