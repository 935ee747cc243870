"""Wrong: fid -- divides the covariances by N."""

# The rest is right/torch_idiom.py.


def fid(real, fake):
    return frechet_distance(real.mean(0), torch.cov(real.T, correction=0), fake.mean(0), torch.cov(fake.T, correction=0))
