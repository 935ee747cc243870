"""Wrong: fid -- divides both covariances by the number of real images less one."""

# The rest is right/numpy_vectorised.py.


def fid(real, fake):
    r, f = real - real.mean(0), fake - fake.mean(0)
    n = len(real) - 1
    return frechet_distance(real.mean(0), r.T @ r / n, fake.mean(0), f.T @ f / n)
