"""Responsible generation, NumPy without loops where that is possible."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def sq_dists(a, b):
    # |a - b|^2 = |a|^2 - 2 a.b + |b|^2
    d = np.einsum("nd,nd->n", a, a)[:, None] - 2 * a @ b.T + np.einsum("md,md->m", b, b)
    return np.maximum(d, 0.0)


def duplicate_rate(X, tolerance):
    near = np.sqrt(sq_dists(X, X)) <= tolerance
    i, j = np.nonzero(near)
    return len(np.unique(i[j < i])) / X.shape[0]


def memorisation_rate(generated, training, threshold):
    return np.mean(np.min(sq_dists(generated, training), axis=1) <= threshold ** 2)


def manifold(points, k):
    d = sq_dists(points, points)
    np.fill_diagonal(d, np.inf)
    return np.partition(d, k - 1, axis=0)[k - 1]


def quality_diversity(real, samples, k):
    real_radii = manifold(real, k)
    out = np.zeros((2, len(samples)))
    for s, fake in enumerate(samples):
        d = sq_dists(real, fake)
        out[0, s] = (d <= real_radii[:, None]).any(axis=0).mean()
        out[1, s] = (d <= manifold(fake, k)[None, :]).any(axis=1).mean()
    return out


def repetition_rate(tokens, n):
    if tokens.size < n:
        return 0.0
    grams = sliding_window_view(tokens, n)
    return 1.0 - np.unique(grams, axis=0).shape[0] / grams.shape[0]


def attention_rollout(attentions):
    A = attentions.mean(axis=1) + np.eye(attentions.shape[-1])
    A /= A.sum(axis=-1, keepdims=True)
    return np.linalg.multi_dot(A[::-1]) if len(A) > 1 else A[0]


def saliency(x, W, b, label):
    z = x @ W + b
    p = np.exp(z - np.logaddexp.reduce(z))
    one_hot = np.zeros_like(p)
    one_hot[label] = 1.0
    return np.abs(W @ (one_hot - p))


def association_bias(X, Y, A, B):
    n = lambda v: v / np.sqrt((v ** 2).sum(-1, keepdims=True))
    W = np.vstack([X, Y])
    s = n(W) @ (n(A).mean(0) - n(B).mean(0))
    m = len(X)
    return (s[:m].mean() - s[m:].mean()) / s.std(ddof=1)


def expected_calibration_error(probabilities, labels, bins):
    conf = probabilities.max(1)
    hit = (np.argmax(probabilities, 1) == labels).astype(float)
    edges = np.linspace(0.0, 1.0, bins + 1)
    which = np.digitize(conf, edges, right=True) - 1
    gap = np.bincount(which, weights=hit - conf, minlength=bins)
    return np.abs(gap).sum() / len(conf)


def private_gradient(per_example, clip, sigma, noise):
    norms = np.sqrt((per_example ** 2).sum(axis=1))
    with np.errstate(divide="ignore"):
        scale = np.minimum(1.0, clip / norms)
    return (scale @ per_example + sigma * clip * noise) / per_example.shape[0]
