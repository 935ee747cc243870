"""Wrong: frechet_distance -- takes the root of every entry."""

# The rest is right/numpy_vectorised.py.


def fid(real, fake):
    return _distance(real.mean(0), np.cov(real, rowvar=False), fake.mean(0), np.cov(fake, rowvar=False))


_distance = frechet_distance


def frechet_distance(mu1, C1, mu2, C2):
    covmean = np.sqrt(C1 @ C2)
    return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2 - 2 * covmean)
