"""Wrong: frechet_distance -- takes the root of the squared distance."""

# The rest is right/numpy_vectorised.py.


def fid(real, fake):
    return frechet_distance(real.mean(0), np.cov(real, rowvar=False), fake.mean(0), np.cov(fake, rowvar=False)) ** 2


_squared = frechet_distance


def frechet_distance(mu1, C1, mu2, C2):
    return np.sqrt(_squared(mu1, C1, mu2, C2))
