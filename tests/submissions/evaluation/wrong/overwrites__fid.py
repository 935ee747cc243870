"""Wrong: fid -- centres its arguments in place (its values are right)."""

# The rest is right/numpy_vectorised.py.


def fid(real, fake):
    mu1, mu2 = real.mean(0), fake.mean(0)
    real -= mu1
    fake -= mu2
    return frechet_distance(mu1, real.T @ real / (len(real) - 1), mu2, fake.T @ fake / (len(fake) - 1))
