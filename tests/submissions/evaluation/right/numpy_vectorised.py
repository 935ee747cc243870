"""Evaluation of generative models, with NumPy and SciPy. No loops."""
import numpy as np
from scipy import linalg
from scipy.spatial.distance import cdist
from scipy.special import entr, rel_entr
from scipy.stats import multivariate_normal


def entropy(p):
    return entr(p).sum()


def kl_divergence(p, q):
    return rel_entr(p, q).sum()


def inception_score(p_yx):
    marginal = p_yx.mean(axis=0, keepdims=True)
    return np.exp(rel_entr(p_yx, marginal).sum(axis=1).mean())


def frechet_distance(mu1, C1, mu2, C2):
    difference = mu1 - mu2
    # eigenvalues of a product of two covariances are real and not negative, up to rounding
    eigenvalues = linalg.eigvals(C1 @ C2).real
    root_trace = np.sqrt(np.clip(eigenvalues, 0, None)).sum()
    return difference @ difference + np.trace(C1) + np.trace(C2) - 2 * root_trace


def fid(real, fake):
    return frechet_distance(real.mean(0), np.cov(real, rowvar=False), fake.mean(0), np.cov(fake, rowvar=False))


def slerp(a, b, t):
    a_unit = a / np.linalg.norm(a, axis=-1, keepdims=True)
    b_unit = b / np.linalg.norm(b, axis=-1, keepdims=True)
    # the angle from the chord and its complement: exact for small angles too
    w = 2 * np.arctan2(np.linalg.norm(a_unit - b_unit, axis=-1), np.linalg.norm(a_unit + b_unit, axis=-1))[..., None]
    # sin(s w) / sin(w) = s sinc(s w / pi) / sinc(w / pi), and sinc(0) = 1
    def weight(s):
        return s * np.sinc(s * w / np.pi) / np.sinc(w / np.pi)

    return weight(1 - t) * a + weight(t) * b


def perceptual_path_length(features, features_nearby, epsilon):
    difference = (features - features_nearby) / epsilon
    return np.einsum("nd,nd->", difference, difference) / len(features)


def _coverage(points, centres, k):
    own = cdist(centres, centres)
    np.fill_diagonal(own, np.inf)
    radius = np.partition(own, k - 1, axis=1)[:, k - 1]
    return np.mean((cdist(points, centres) <= radius).any(axis=1))


def precision_recall_f1(real, fake, k):
    p, r = _coverage(fake, real, k), _coverage(real, fake, k)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return np.array([p, r, f1])


def gaussian_log_likelihood(x, mean, covariance):
    return multivariate_normal(mean, covariance).logpdf(x).sum()


def gaussian_mle(x):
    return x.mean(axis=0), np.cov(x, rowvar=False, bias=True)


def categorical_mle(observations, num_values):
    return np.mean(observations[:, None] == np.arange(num_values), axis=0)
