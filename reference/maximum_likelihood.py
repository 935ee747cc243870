"""The likelihood of data under a Gaussian, and the parameters that make data most likely.

    log N(x; m, C) = -1/2 ((x - m)^T C^-1 (x - m)  +  log det C  +  D log 2 pi)

    Gaussian       m = mean of the data,  C = mean of (x - m)(x - m)^T: divided by N, not by N - 1
    categorical    the share of each value among the observations

The density itself is never computed: forty standard deviations away it is 0 in a computer, and the determinant of a large covariance is
infinite, while their logarithms are ordinary numbers.

Source: lecture slides "Evaluation of Generative Models", log-likelihood; C. Bishop, "Pattern Recognition and Machine Learning",
sections 2.2 and 2.3.4.
"""

from __future__ import annotations

import math

import numpy as np


def gaussian_log_likelihood(x: np.ndarray, mean: np.ndarray, covariance: np.ndarray) -> float:
    """The natural log-likelihood of all points together, a sum. x (N, D), mean (D,), covariance (D, D), positive definite."""
    centred = x - mean
    squared = np.sum(centred.T * np.linalg.solve(covariance, centred.T), axis=0)  # (N,), squared Mahalanobis distances
    _, log_determinant = np.linalg.slogdet(covariance)
    return -0.5 * np.sum(squared + log_determinant + len(mean) * math.log(2 * math.pi))


def gaussian_mle(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The Gaussian that makes x (N, D) most likely: (mean (D,), covariance (D, D))."""
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)


def categorical_mle(observations: np.ndarray, num_values: int) -> np.ndarray:
    """The distribution over 0 .. num_values - 1 that makes the observations (N,) most likely: num_values probabilities."""
    return np.bincount(observations, minlength=num_values) / len(observations)
