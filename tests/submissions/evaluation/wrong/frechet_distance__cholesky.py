"""Wrong: frechet_distance -- needs Cholesky factors, which singular covariances do not have."""

# The rest is right/numpy_vectorised.py.


def fid(real, fake):
    return _distance(real.mean(0), np.cov(real, rowvar=False), fake.mean(0), np.cov(fake, rowvar=False))


_distance = frechet_distance


def frechet_distance(mu1, C1, mu2, C2):
    # the trace of the root is the nuclear norm of L1^T L2
    L1, L2 = np.linalg.cholesky(C1), np.linalg.cholesky(C2)
    for L in (L1, L2):
        if np.min(np.diag(L)) < 1e-6:
            raise np.linalg.LinAlgError("Matrix is not positive definite")
    return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.linalg.norm(L1.T @ L2, "nuc")
