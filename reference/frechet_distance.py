"""The Frechet distance between two Gaussians, and the Frechet Inception Distance (FID) between two sets of features.

    d^2 = ||mu1 - mu2||^2 + trace(C1 + C2 - 2 (C1 C2)^(1/2))

It is 0 for equal Gaussians, and it is a squared distance: no root is taken at the end. The root in the formula is a matrix root: the
matrix whose product with itself is C1 C2. Only its trace is asked for, and that is the sum of the roots of the eigenvalues of C1 C2.
C1 C2 is not symmetric, but C1^(1/2) C2 C1^(1/2) is, and has the same eigenvalues. Where a covariance is singular some of them are 0;
a computer makes them 1e-17 or -1e-17, say, and they are put back to 0 before the root.

Source: lecture slides "Evaluation of Generative Models", Frechet Inception Distance; D. Dowson and B. Landau, "The Frechet distance
between multivariate normal distributions", 1982; M. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local
Nash Equilibrium", 2017, section 2.
"""

from __future__ import annotations

import numpy as np


def _roots(values: np.ndarray) -> np.ndarray:
    """The roots of eigenvalues in rising order. Up to a hundred roundings of the largest count as 0."""
    least = 100 * np.finfo(values.dtype).eps * values[-1]
    return np.sqrt(np.where(values > least, values, 0))


def _square_root(C: np.ndarray) -> np.ndarray:
    """The symmetric R (D, D) with R @ R = C, for a symmetric C without negative eigenvalues."""
    values, vectors = np.linalg.eigh(C)  # C = V diag(values) V.T
    return vectors * _roots(values) @ vectors.T


def frechet_distance(mu1: np.ndarray, C1: np.ndarray, mu2: np.ndarray, C2: np.ndarray) -> float:
    """The squared Frechet distance between N(mu1, C1) and N(mu2, C2). mu1 and mu2 (D,); C1 and C2 (D, D), possibly singular."""
    root1 = _square_root(C1)
    values = np.linalg.eigvalsh(root1 @ C2 @ root1)  # (D,), the eigenvalues of C1 C2
    return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.sum(_roots(values))


def _covariance(features: np.ndarray) -> np.ndarray:
    """(N, D) -> (D, D), divided by N - 1."""
    centred = features - features.mean(axis=0)
    return centred.T @ centred / (len(features) - 1)


def fid(real: np.ndarray, fake: np.ndarray) -> float:
    """The Frechet distance between the Gaussians fitted to two sets of features, real (N, D) and fake (M, D)."""
    return frechet_distance(real.mean(axis=0), _covariance(real), fake.mean(axis=0), _covariance(fake))
