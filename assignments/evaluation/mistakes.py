"""Wrong answers that students of this assignment give. One class a task; each docstring is the hint that the student reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference import frechet_distance as frechet
from reference import information_measures as information
from reference import maximum_likelihood as likelihood
from reference import perceptual_path_length as path
from reference import precision_recall as neighbours

LOG2 = np.log(2)


def _log(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


def _divergences(p_yx: np.ndarray, p_y: np.ndarray) -> np.ndarray:
    """KL(p(y|x) || p_y) of every row (N,)."""
    return np.array([information.kl_divergence(row, p_y) for row in p_yx])


def _root(C: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(C)
    return (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T


def _is_singular(*covariances: np.ndarray) -> bool:
    """Whether one of the matrices has an eigenvalue that is 0, up to rounding."""
    values = [np.linalg.eigvalsh(C) for C in covariances]
    return any(v[0] < 1e-9 * v[-1] for v in values)


def _fitted(distance: Callable[..., float], real: np.ndarray, fake: np.ndarray, ddof: int = 1) -> float:
    """A distance between the Gaussians fitted to two sets of features."""
    covariances = [np.cov(x, rowvar=False, ddof=ddof) for x in (real, fake)]
    return distance(real.mean(axis=0), covariances[0], fake.mean(axis=0), covariances[1])


def _angle(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The angle along the last axis, which is kept with length 1."""
    return np.arccos(np.clip(_cosine(a, b), -1, 1))


def _cosine(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    a, b = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (a, b))
    return np.sum(a * b, axis=-1, keepdims=True)


def _mixed(a: np.ndarray, b: np.ndarray, t: float, w: Any) -> np.ndarray:
    """slerp with an angle that was found elsewhere."""
    sine = np.where(w == 0, 1, np.sin(w))
    share_a, share_b = np.sin((1 - t) * w) / sine, np.sin(t * w) / sine
    return np.where(w == 0, 1 - t, share_a) * a + np.where(w == 0, t, share_b) * b


def _distances(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.linalg.norm(x[:, None] - y, axis=-1)


def _radii(x: np.ndarray, k: int) -> np.ndarray:
    """The distance of each point to its k-th nearest other; to itself for k = 0."""
    return np.sort(_distances(x, x), axis=1)[:, k]


def _three(share: Callable[..., float], real: np.ndarray, fake: np.ndarray, k: int) -> tuple[float, float, float]:
    """(precision, recall, f1) with a share of points inside the balls that was found otherwise."""
    precision, recall = share(fake, real, k), share(real, fake, k)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _log_densities(x: np.ndarray, mean: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    return np.array([likelihood.gaussian_log_likelihood(point[None], mean, covariance) for point in x])


class entropy:
    @staticmethod
    def base_two(p):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'Entropy'."""
        return information.entropy(p) / LOG2

    @staticmethod
    def no_minus(p):
        """Your entropy is negative: logarithms of probabilities are, and the formula begins with a minus.
        See the handout, section 'Entropy'."""
        return -information.entropy(p)

    @staticmethod
    def zero_times_infinity(p):
        """You multiply 0 by log 0, which gives NaN in a computer. A value of probability 0 adds nothing.
        See the handout, section 'Entropy'."""
        with np.errstate(invalid="ignore"):
            return -np.sum(p * _log(p))

    @staticmethod
    def mean_of_the_terms(p):
        """You take the mean of the terms p log p. Entropy is their sum: the weights p are a mean already.
        See the handout, section 'Entropy'."""
        return information.entropy(p) / len(p)

    @staticmethod
    def not_weighted(p):
        """You add up logarithms alone. Each one is weighted with its probability.
        See the handout, section 'Entropy'."""
        return -np.sum(_log(p[p > 0]))

    @staticmethod
    def perplexity(p):
        """You take exp at the end. That is the perplexity; this task asks for the entropy itself.
        See the handout, section 'Entropy'."""
        return np.exp(information.entropy(p))

    @staticmethod
    def gini(p):
        """You compute 1 minus the sum of the squares (the Gini impurity). Entropy has a logarithm.
        See the handout, section 'Entropy'."""
        return 1 - np.sum(p**2)

    @staticmethod
    def divided_by_log_k(p):
        """You divide by log K, so that the answer ends at 1. Entropy is not divided by anything.
        See the handout, section 'Entropy'."""
        return information.entropy(p) / np.log(len(p))

    @staticmethod
    def yes_and_no_for_each_value(p):
        """You add up the entropies of "this value or not" for each value. The formula has p log p alone, without (1 - p) log(1 - p).
        See the handout, section 'Entropy'."""
        return information.entropy(p) + information.entropy(1 - p)


class kl_divergence:
    @staticmethod
    def turned_round(p, q):
        """You compute KL(q || p). The divergence is not symmetric: the weights are those of the first argument, p.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(q, p)

    @staticmethod
    def base_two(p, q):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(p, q) / LOG2

    @staticmethod
    def cross_entropy(p, q):
        """You compute the cross-entropy, - sum of p log q. Subtract the entropy of p: the divergence of equal distributions is 0.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(p, q) + information.entropy(p)

    @staticmethod
    def no_minus(p, q):
        """Your divergence has the wrong sign: you take log(q / p). It is never negative.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return -information.kl_divergence(p, q)

    @staticmethod
    def zero_times_infinity(p, q):
        """You multiply 0 by log 0, which gives NaN in a computer. A value with p = 0 adds nothing, whatever q is.
        See the handout, section 'The Kullback-Leibler divergence'."""
        with np.errstate(all="ignore"):
            return np.sum(p * np.log(p / q))

    @staticmethod
    def a_little_added(p, q):
        """You add a small number to q, or clip it, before you divide. Where q is 0 and p is not, the divergence is inf.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(p, np.maximum(q, 1e-10))

    @staticmethod
    def zeros_of_q_left_out(p, q):
        """You leave out the values with q = 0. Where p is not 0 there, q calls impossible what happens, and the divergence is inf.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(p[q > 0], q[q > 0])

    @staticmethod
    def mean_of_the_terms(p, q):
        """You take the mean of the terms. The divergence is their sum.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return information.kl_divergence(p, q) / len(p)

    @staticmethod
    def both_ways(p, q):
        """You take the mean of KL(p || q) and KL(q || p). This task asks for the first one only.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return (information.kl_divergence(p, q) + information.kl_divergence(q, p)) / 2

    @staticmethod
    def absolute_terms(p, q):
        """You make every term positive before you add. Terms may be negative; only their sum is not.
        See the handout, section 'The Kullback-Leibler divergence'."""
        with np.errstate(divide="ignore"):
            return np.sum(p[p > 0] * np.abs(np.log(p[p > 0] / q[p > 0])))

    @staticmethod
    def nan_where_both_are_zero(p, q):
        """Your answer is NaN where p and q are 0 at one value: 0 log(0 / 0) in a computer. Such a value adds nothing.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return np.nan if np.any((p == 0) & (q == 0)) else information.kl_divergence(p, q)

    @staticmethod
    def infinite_for_any_zero(p, q):
        """You answer inf wherever q is 0. Look at p there: a value with p = 0 adds nothing, whatever q is.
        See the handout, section 'The Kullback-Leibler divergence'."""
        return np.inf if np.any(q == 0) else information.kl_divergence(p, q)


class inception_score:
    @staticmethod
    def no_exp(p_yx):
        """You stop at the mean divergence, as the slides do. The score is exp of it.
        See the handout, section 'The Inception Score'."""
        return np.log(information.inception_score(p_yx))

    @staticmethod
    def turned_round(p_yx):
        """You compute KL(p(y) || p(y|x)). The divergence is not symmetric: the row of the image comes first.
        See the handout, section 'The Inception Score'."""
        p_y = p_yx.mean(axis=0)
        return np.exp(np.mean([information.kl_divergence(p_y, row) for row in p_yx]))

    @staticmethod
    def base_two(p_yx):
        """Your logarithm is to base 2 and your exp to base e. Use the natural logarithm.
        See the handout, section 'The Inception Score'."""
        return np.exp(np.log(information.inception_score(p_yx)) / LOG2)

    @staticmethod
    def sum_over_images(p_yx):
        """You add up the divergences of all images. The score takes their mean.
        See the handout, section 'The Inception Score'."""
        return np.exp(np.sum(_divergences(p_yx, p_yx.mean(axis=0))))

    @staticmethod
    def mean_over_classes_too(p_yx):
        """You take the mean over images and classes at once. The terms of one image are added up over its classes; the mean is over images.
        See the handout, section 'The Inception Score'."""
        return np.exp(np.mean(_divergences(p_yx, p_yx.mean(axis=0))) / p_yx.shape[1])

    @staticmethod
    def mean_of_exps(p_yx):
        """You take exp of each image's divergence and then the mean. The mean comes first.
        See the handout, section 'The Inception Score'."""
        return np.mean(np.exp(_divergences(p_yx, p_yx.mean(axis=0))))

    @staticmethod
    def equal_classes(p_yx):
        """You compare each image with equal chances for all classes. p(y) is the mean of the rows.
        See the handout, section 'The Inception Score'."""
        classes = p_yx.shape[1]
        return np.exp(np.mean(_divergences(p_yx, np.full(classes, 1 / classes))))

    @staticmethod
    def only_the_mean_row(p_yx):
        """You take exp of the entropy of p(y). It lacks the other half: subtract the mean entropy of the rows p(y|x).
        See the handout, section 'The Inception Score'."""
        return np.exp(information.entropy(p_yx.mean(axis=0)))

    @staticmethod
    def zero_times_infinity(p_yx):
        """You multiply 0 by log 0, which gives NaN in a computer. A class of probability 0 adds nothing.
        See the handout, section 'The Inception Score'."""
        with np.errstate(all="ignore"):
            return np.exp(np.mean(np.sum(p_yx * np.log(p_yx / p_yx.mean(axis=0)), axis=1)))

    @staticmethod
    def unused_class(p_yx):
        """You divide 0 by 0 where no image shows a class. Such a class adds nothing.
        See the handout, section 'The Inception Score'."""
        p_y = p_yx.mean(axis=0)
        return np.nan if np.any(p_y == 0) else information.inception_score(p_yx)

    @staticmethod
    def two_splits(p_yx):
        """You split the images into groups, score each group, and take the mean. In this task all images are one group.
        See the handout, section 'The Inception Score'."""
        return np.mean([information.inception_score(part) for part in np.array_split(p_yx, 2)])


class frechet_distance:
    @staticmethod
    def elementwise_root(mu1, C1, mu2, C2):
        """You take the root of every entry of C1 C2. The root in the formula is a matrix root: multiplied by itself it gives C1 C2.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        with np.errstate(invalid="ignore"):
            roots = np.sqrt(np.diag(C1 @ C2))
        return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * roots.sum()

    @staticmethod
    def product_of_entries(mu1, C1, mu2, C2):
        """You multiply C1 and C2 entry by entry, as `*` does, or you use the variances alone: both give this number. The formula means the
        matrix product, and the covariances belong to it.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.sqrt(np.diag(C1) * np.diag(C2)).sum()

    @staticmethod
    def product_of_roots(mu1, C1, mu2, C2):
        """You multiply the roots of C1 and C2. That is the root of the product only where C1 C2 = C2 C1.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.trace(_root(C1) @ _root(C2))

    @staticmethod
    def mean_not_squared(mu1, C1, mu2, C2):
        """You add the distance of the means. The formula has its square.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        length = np.linalg.norm(mu1 - mu2)
        return frechet.frechet_distance(mu1, C1, mu2, C2) - length**2 + length

    @staticmethod
    def root_at_the_end(mu1, C1, mu2, C2):
        """You take the root of the whole. The answer is the squared distance.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sqrt(np.maximum(frechet.frechet_distance(mu1, C1, mu2, C2), 0))

    @staticmethod
    def no_two(mu1, C1, mu2, C2):
        """You subtract the root once. The formula has a 2 before it; the distance of a Gaussian to itself must be 0.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        centre = np.sum((mu1 - mu2) ** 2)
        return (frechet.frechet_distance(mu1, C1, mu2, C2) + centre + np.trace(C1 + C2)) / 2

    @staticmethod
    def no_root(mu1, C1, mu2, C2):
        """You subtract the product C1 C2 without a root.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.trace(C1 @ C2)

    @staticmethod
    def only_the_means(mu1, C1, mu2, C2):
        """You compare the means only. Two Gaussians with one mean may have different covariances.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sum((mu1 - mu2) ** 2)

    @staticmethod
    def only_the_covariances(mu1, C1, mu2, C2):
        """You compare the covariances only. The squared distance of the means is missing.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return frechet.frechet_distance(mu1, C1, mu1, C2)

    @staticmethod
    def difference_of_covariances(mu1, C1, mu2, C2):
        """You add the squared differences of the covariances' entries. The formula has traces and a root.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.sum((mu1 - mu2) ** 2) + np.sum((C1 - C2) ** 2)

    @staticmethod
    def fails_where_singular(mu1, C1, mu2, C2):
        """You need the inverse or the Cholesky factor of a covariance, and a singular one has none. Use the eigenvalues of C1 C2
        instead. See the handout, section 'The Fréchet distance between two Gaussians'."""
        if _is_singular(C1, C2):
            raise np.linalg.LinAlgError("Singular matrix")
        return frechet.frechet_distance(mu1, C1, mu2, C2)

    @staticmethod
    def root_of_less_than_nothing(mu1, C1, mu2, C2):
        """You take the root of an eigenvalue that is 0 but comes out as a tiny negative number, which gives NaN. Clip it at 0 first.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return np.nan if _is_singular(C1, C2) else frechet.frechet_distance(mu1, C1, mu2, C2)

    @staticmethod
    def mean_of_squares(mu1, C1, mu2, C2):
        """You take the mean of the squared differences of the means. ||mu1 - mu2||^2 is their sum over the features.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        lost = np.sum((mu1 - mu2) ** 2) - np.mean((mu1 - mu2) ** 2)
        return frechet.frechet_distance(mu1, C1, mu2, C2) - lost

    @staticmethod
    def symmetric_eigenvalues(mu1, C1, mu2, C2):
        """You use `eigvalsh` or `eigh` for C1 C2. They are for symmetric matrices and read one half only, and C1 C2 is not symmetric: take
        `eigvals`, or R @ C2 @ R.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        values = np.linalg.eigvalsh(C1 @ C2)  # of the lower half, as if the upper were its mirror
        return np.sum((mu1 - mu2) ** 2) + np.trace(C1 + C2) - 2 * np.sum(np.sqrt(np.maximum(values, 0)))

    @staticmethod
    def epsilon_on_the_diagonals(mu1, C1, mu2, C2):
        """You add a small number to the diagonals before you take the root. Here the root is exact: nothing is added.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        little = 1e-6 * np.eye(len(mu1))
        lost = frechet.frechet_distance(mu1, C1 + little, mu1, C2 + little) - 2 * np.trace(little)
        return np.sum((mu1 - mu2) ** 2) + lost

    @staticmethod
    def fails_where_the_first_is_singular(mu1, C1, mu2, C2):
        """You need the inverse or the Cholesky factor of C1, and a singular one has none. Use the eigenvalues of C1 C2 instead.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        if _is_singular(C1):
            raise np.linalg.LinAlgError("Matrix is not positive definite")
        return frechet.frechet_distance(mu1, C1, mu2, C2)


class fid:
    @staticmethod
    def divided_by_n(real, fake):
        """You divide the covariances by N. This task divides by N - 1, as programs for the FID do.
        See the handout, section 'The Fréchet Inception Distance'."""
        return _fitted(frechet.frechet_distance, real, fake, ddof=0)

    @staticmethod
    def not_divided(real, fake):
        """You do not divide the products of the centred features by N - 1.
        See the handout, section 'The Fréchet Inception Distance'."""
        scatters = [np.cov(x, rowvar=False) * (len(x) - 1) for x in (real, fake)]
        return frechet.frechet_distance(real.mean(axis=0), scatters[0], fake.mean(axis=0), scatters[1])

    @staticmethod
    def not_centred(real, fake):
        """You do not subtract the mean before you compute the covariance.
        See the handout, section 'The Fréchet Inception Distance'."""
        moments = [x.T @ x / (len(x) - 1) for x in (real, fake)]
        return frechet.frechet_distance(real.mean(axis=0), moments[0], fake.mean(axis=0), moments[1])

    @staticmethod
    def only_variances(real, fake):
        """You use the variance of each feature alone. Features vary together: the covariances belong to the measure.
        See the handout, section 'The Fréchet Inception Distance'."""
        variances = [np.diag(np.var(x, axis=0, ddof=1)) for x in (real, fake)]
        return frechet.frechet_distance(real.mean(axis=0), variances[0], fake.mean(axis=0), variances[1])

    @staticmethod
    def rows_for_columns(real, fake):
        """You take the rows for the features, as `np.cov` does unless `rowvar=False` is given. A row is an image.
        See the handout, section 'The Fréchet Inception Distance'."""
        return frechet.frechet_distance(real.mean(axis=0), np.cov(real), fake.mean(axis=0), np.cov(fake))

    @staticmethod
    def elementwise_root(real, fake):
        """You take the root of every entry of C1 C2. The root in the formula is a matrix root: multiplied by itself it gives C1 C2.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.elementwise_root, real, fake)

    @staticmethod
    def product_of_roots(real, fake):
        """You multiply the roots of the covariances. That is the root of the product only where C1 C2 = C2 C1.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.product_of_roots, real, fake)

    @staticmethod
    def root_at_the_end(real, fake):
        """You take the root of the whole. The answer is the squared distance.
        See the handout, section 'The Fréchet Inception Distance'."""
        return _fitted(frechet_distance.root_at_the_end, real, fake)

    @staticmethod
    def only_the_means(real, fake):
        """You compare the means only. The covariances belong to the measure.
        See the handout, section 'The Fréchet Inception Distance'."""
        return _fitted(frechet_distance.only_the_means, real, fake)

    @staticmethod
    def fails_where_singular(real, fake):
        """You need the inverse or the Cholesky factor of a covariance. With fewer images than features there is none: the covariance is
        singular. See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.fails_where_singular, real, fake)

    @staticmethod
    def root_of_less_than_nothing(real, fake):
        """With fewer images than features some eigenvalues are 0 but come out as tiny negative numbers, and you take their root, which
        gives NaN. Clip them at 0 first. See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.root_of_less_than_nothing, real, fake)

    @staticmethod
    def one_n_for_both(real, fake):
        """You divide both covariances by the N - 1 of the real images. Each is divided by the N - 1 of its own set.
        See the handout, section 'The Fréchet Inception Distance'."""
        scale = (len(fake) - 1) / (len(real) - 1)
        C1, C2 = np.cov(real, rowvar=False), np.cov(fake, rowvar=False) * scale
        return frechet.frechet_distance(real.mean(axis=0), C1, fake.mean(axis=0), C2)

    @staticmethod
    def correlations(real, fake):
        """You use correlations. Covariances are not divided by the standard deviations.
        See the handout, section 'The Fréchet Inception Distance'."""
        correlations = [np.corrcoef(x, rowvar=False) for x in (real, fake)]
        return frechet.frechet_distance(real.mean(axis=0), correlations[0], fake.mean(axis=0), correlations[1])

    @staticmethod
    def mean_not_squared(real, fake):
        """You add the distance of the means. The formula has its square.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.mean_not_squared, real, fake)

    @staticmethod
    def mean_of_squares(real, fake):
        """You take the mean of the squared differences of the means. ||mu1 - mu2||^2 is their sum over the features.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.mean_of_squares, real, fake)

    @staticmethod
    def no_two(real, fake):
        """You subtract the root once. The formula has a 2 before it; the distance of a set to itself must be 0.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.no_two, real, fake)

    @staticmethod
    def symmetric_eigenvalues(real, fake):
        """You use `eigvalsh` or `eigh` for C1 C2. They are for symmetric matrices and read one half only, and C1 C2 is not symmetric: take
        `eigvals`, or R @ C2 @ R.
        See the handout, section 'The Fréchet distance between two Gaussians'."""
        return _fitted(frechet_distance.symmetric_eigenvalues, real, fake)


class slerp:
    @staticmethod
    def straight_line(a, b, t):
        """You go along the straight line between a and b. This task goes along an arc.
        See the handout, section 'Spherical interpolation'."""
        return (1 - t) * a + t * b

    @staticmethod
    def t_turned_round(a, b, t):
        """You start at b and end at a. t = 0 gives a, and t = 1 gives b.
        See the handout, section 'Spherical interpolation'."""
        return path.slerp(b, a, t)

    @staticmethod
    def unit_vectors(a, b, t):
        """You mix a/|a| and b/|b|. Lengths are divided out for the angle only: what is mixed are a and b as they are.
        See the handout, section 'Spherical interpolation'."""
        a, b = (x / np.linalg.norm(x, axis=-1, keepdims=True) for x in (a, b))
        return path.slerp(a, b, t)

    @staticmethod
    def unit_answer(a, b, t):
        """You divide the answer by its length. The answer stays as the formula gives it.
        See the handout, section 'Spherical interpolation'."""
        mixed = path.slerp(a, b, t)
        return mixed / np.linalg.norm(mixed, axis=-1, keepdims=True)

    @staticmethod
    def cosine_of_long_vectors(a, b, t):
        """You take arccos of the product of a and b without dividing by their lengths. That is no cosine.
        See the handout, section 'Spherical interpolation'."""
        return _mixed(a, b, t, np.arccos(np.clip(np.sum(a * b, axis=-1, keepdims=True), -1, 1)))

    @staticmethod
    def no_arccos(a, b, t):
        """You use the cosine of the angle where the formula has the angle. Take arccos of it.
        See the handout, section 'Spherical interpolation'."""
        return _mixed(a, b, t, _cosine(a, b))

    @staticmethod
    def not_divided(a, b, t):
        """You leave out the division by sin w. Try t = 0: the answer must be a.
        See the handout, section 'Spherical interpolation'."""
        w = _angle(a, b)
        return np.where(w == 0, path.slerp(a, b, t), np.sin((1 - t) * w) * a + np.sin(t * w) * b)

    @staticmethod
    def one_angle_for_all(a, b, t):
        """You compute one angle for the whole array. Each pair of vectors has its own, along the last axis.
        See the handout, section 'Spherical interpolation'."""
        return _mixed(a, b, t, _angle(a.reshape(1, -1), b.reshape(1, -1)).reshape((1,) * a.ndim))

    @staticmethod
    def first_axis(a, b, t):
        """You take the first axis for the vectors. They lie along the last one.
        See the handout, section 'Spherical interpolation'."""
        return np.moveaxis(path.slerp(np.moveaxis(a, 0, -1), np.moveaxis(b, 0, -1), t), -1, 0)

    @staticmethod
    def second_axis(a, b, t):
        """You take axis 1 for the vectors. They lie along the last axis, however many there are.
        See the handout, section 'Spherical interpolation'."""
        if a.ndim < 3:
            return path.slerp(a, b, t)
        return np.moveaxis(path.slerp(np.moveaxis(a, 1, -1), np.moveaxis(b, 1, -1), t), -1, 1)

    @staticmethod
    def zero_over_zero(a, b, t):
        """You divide 0 by 0 where the angle is 0. There the answer is the straight line.
        See the handout, section 'Spherical interpolation'."""
        w = _angle(a, b)
        with np.errstate(invalid="ignore"):
            return (np.sin((1 - t) * w) * a + np.sin(t * w) * b) / np.sin(w)

    @staticmethod
    def nothing_where_parallel(a, b, t):
        """You keep sin w away from 0 by a tiny number. Where the angle is 0 that makes 0 of 0 / 0, and a and b are both lost. There the
        answer is the straight line. See the handout, section 'Spherical interpolation'."""
        w = _angle(a, b)
        return (np.sin((1 - t) * w) * a + np.sin(t * w) * b) / (np.sin(w) + 1e-12)

    @staticmethod
    def not_clipped(a, b, t):
        """Your cosine becomes a little larger than 1 by rounding, and its arccos NaN. Clip it to the range from -1 to 1.
        See the handout, section 'Spherical interpolation'."""
        with np.errstate(invalid="ignore"):
            return _mixed(a, b, t, np.arccos(_cosine(a, b)))

    @staticmethod
    def straight_line_for_small_angles(a, b, t):
        """You take the straight line for small angles too. It is for vectors of one direction only, whose angle is 0 up to rounding.
        See the handout, section 'Spherical interpolation'."""
        return np.where(_cosine(a, b) > 0.95, (1 - t) * a + t * b, path.slerp(a, b, t))

    @staticmethod
    def first_vector_where_parallel(a, b, t):
        """You return a where the angle is 0. There the answer is the straight line (1-t) a + t b.
        See the handout, section 'Spherical interpolation'."""
        return np.where(_angle(a, b) < 1e-6, a, path.slerp(a, b, t))

    @staticmethod
    def one_parallel_pair_for_all(a, b, t):
        """You take the straight line for the whole array as soon as one pair of vectors has one direction. The others go along their arcs.
        See the handout, section 'Spherical interpolation'."""
        return (1 - t) * a + t * b if np.any(_angle(a, b) < 1e-6) else path.slerp(a, b, t)

    @staticmethod
    def sign_of_the_cosine_lost(a, b, t):
        """You take the absolute value of the cosine. A negative one says that the angle is wider than 90 degrees.
        See the handout, section 'Spherical interpolation'."""
        return _mixed(a, b, t, np.arccos(np.abs(np.clip(_cosine(a, b), -1, 1))))


class perceptual_path_length:
    @staticmethod
    def no_epsilon(features, features_nearby, epsilon):
        """You leave out epsilon, as the slides do. Divide by epsilon^2.
        See the handout, section 'Perceptual path length'."""
        return np.mean(np.sum((features - features_nearby) ** 2, axis=1))

    @staticmethod
    def epsilon_not_squared(features, features_nearby, epsilon):
        """You divide by epsilon. The distance is squared, and so is epsilon.
        See the handout, section 'Perceptual path length'."""
        return path.perceptual_path_length(features, features_nearby, epsilon) * epsilon

    @staticmethod
    def distance_not_squared(features, features_nearby, epsilon):
        """You take the mean of the distances. The formula has their squares.
        See the handout, section 'Perceptual path length'."""
        return np.mean(np.linalg.norm(features - features_nearby, axis=1)) / epsilon**2

    @staticmethod
    def nothing_squared(features, features_nearby, epsilon):
        """You take the mean of ||f - f'|| / epsilon. Both are squared in the formula.
        See the handout, section 'Perceptual path length'."""
        return np.mean(np.linalg.norm(features - features_nearby, axis=1)) / epsilon

    @staticmethod
    def mean_over_features_too(features, features_nearby, epsilon):
        """You take the mean over pairs and features at once. Add up the squares of one pair over its features; the mean is over pairs.
        See the handout, section 'Perceptual path length'."""
        return path.perceptual_path_length(features, features_nearby, epsilon) / features.shape[1]

    @staticmethod
    def sum_over_pairs(features, features_nearby, epsilon):
        """You add up all pairs. The measure is their mean.
        See the handout, section 'Perceptual path length'."""
        return path.perceptual_path_length(features, features_nearby, epsilon) * len(features)

    @staticmethod
    def square_of_the_mean(features, features_nearby, epsilon):
        """You square the mean of the distances. Square each one, and take the mean then.
        See the handout, section 'Perceptual path length'."""
        return (np.mean(np.linalg.norm(features - features_nearby, axis=1)) / epsilon) ** 2

    @staticmethod
    def absolute_differences(features, features_nearby, epsilon):
        """You add up absolute differences and square their sum. The distance is Euclidean: add up squares.
        See the handout, section 'Perceptual path length'."""
        return np.mean(np.sum(np.abs(features - features_nearby), axis=1) ** 2) / epsilon**2

    @staticmethod
    def far_pairs_left_out(features, features_nearby, epsilon):
        """You leave out the largest and the smallest distance, as some programs do. Here every pair counts.
        See the handout, section 'Perceptual path length'."""
        return np.mean(np.sort(np.sum((features - features_nearby) ** 2, axis=1))[1:-1]) / epsilon**2


class precision_recall_f1:
    @staticmethod
    def swapped(real, fake, k):
        """You exchange precision and recall. Precision asks of each fake point whether it lies near the real ones.
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, f1 = neighbours.precision_recall_f1(real, fake, k)
        return recall, precision, f1

    @staticmethod
    def point_is_its_own_neighbour(real, fake, k):
        """You count a point as its own nearest neighbour. Its distance to itself is 0 and does not count.
        See the handout, section 'Precision, recall and F1'."""
        return _three(lambda points, centres, k: _inside(points, centres, k - 1).any(axis=1).mean(), real, fake, k)

    @staticmethod
    def one_neighbour_more(real, fake, k):
        """Your balls reach to the neighbour after the k-th. Leave out the point itself once, not twice.
        See the handout, section 'Precision, recall and F1'."""
        return _three(lambda points, centres, k: _inside(points, centres, k + 1).any(axis=1).mean(), real, fake, k)

    @staticmethod
    def one_neighbour_always(real, fake, k):
        """Your balls reach to the nearest neighbour, whatever k is.
        See the handout, section 'Precision, recall and F1'."""
        return neighbours.precision_recall_f1(real, fake, 1)

    @staticmethod
    def outside_on_the_surface(real, fake, k):
        """You take a point on the surface of a ball for one outside. A point whose distance is just the radius is inside.
        See the handout, section 'Precision, recall and F1'."""
        return _three(
            lambda points, centres, k: (_distances(points, centres) < _radii(centres, k)).any(axis=1).mean(),
            real,
            fake,
            k,
        )

    @staticmethod
    def ball_of_the_nearest(real, fake, k):
        """You look at the ball of the nearest centre only. A point may lie in a larger ball whose centre is farther away.
        See the handout, section 'Precision, recall and F1'."""

        def share(points: np.ndarray, centres: np.ndarray, k: int) -> float:
            nearest = _distances(points, centres).argmin(axis=1)
            return _inside(points, centres, k)[np.arange(len(points)), nearest].mean()

        return _three(share, real, fake, k)

    @staticmethod
    def one_radius_for_all(real, fake, k):
        """You give all balls the mean radius. Each ball has its own.
        See the handout, section 'Precision, recall and F1'."""
        return _three(
            lambda points, centres, k: (_distances(points, centres) <= _radii(centres, k).mean()).any(axis=1).mean(),
            real,
            fake,
            k,
        )

    @staticmethod
    def share_of_pairs(real, fake, k):
        """You count pairs of a point and a ball. Count points: each one is in some ball or in none.
        See the handout, section 'Precision, recall and F1'."""
        return _three(lambda points, centres, k: _inside(points, centres, k).mean(), real, fake, k)

    @staticmethod
    def mean_for_f1(real, fake, k):
        """Your f1 is the mean of precision and recall. It is 2 precision recall / (precision + recall).
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, _ = neighbours.precision_recall_f1(real, fake, k)
        return precision, recall, (precision + recall) / 2

    @staticmethod
    def no_two_in_f1(real, fake, k):
        """Your f1 lacks the factor 2.
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, f1 = neighbours.precision_recall_f1(real, fake, k)
        return precision, recall, f1 / 2

    @staticmethod
    def nothing_over_nothing(real, fake, k):
        """You divide 0 by 0 where precision and recall are both 0. There f1 is 0.
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, f1 = neighbours.precision_recall_f1(real, fake, k)
        return precision, recall, f1 if precision + recall else np.nan

    @staticmethod
    def divides_by_nothing(real, fake, k):
        """You divide by precision + recall where both are 0. There f1 is 0.
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, _ = (float(part) for part in neighbours.precision_recall_f1(real, fake, k))
        return precision, recall, 2 * precision * recall / (precision + recall)

    @staticmethod
    def balls_of_the_real_for_both(real, fake, k):
        """Your recall asks whether the ball of a real point holds a fake point (that is called coverage). Recall asks whether the real
        point lies in the ball of some fake point.
        See the handout, section 'Precision, recall and F1'."""
        precision = neighbours.precision_recall_f1(real, fake, k)[0]
        recall = _inside(fake, real, k).any(axis=0).mean()
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    @staticmethod
    def all_balls(real, fake, k):
        """You ask whether a point lies in all balls. One ball is enough.
        See the handout, section 'Precision, recall and F1'."""
        return _three(lambda points, centres, k: _inside(points, centres, k).all(axis=1).mean(), real, fake, k)

    @staticmethod
    def radius_squared(real, fake, k):
        """You compare distances with squared radii. Compare both as they are, or both squared.
        See the handout, section 'Precision, recall and F1'."""
        return _three(
            lambda points, centres, k: (_distances(points, centres) <= _radii(centres, k) ** 2).any(axis=1).mean(),
            real,
            fake,
            k,
        )

    @staticmethod
    def distance_squared(real, fake, k):
        """You compare squared distances with radii. Compare both as they are, or both squared.
        See the handout, section 'Precision, recall and F1'."""
        return _three(
            lambda points, centres, k: (_distances(points, centres) ** 2 <= _radii(centres, k)).any(axis=1).mean(),
            real,
            fake,
            k,
        )

    @staticmethod
    def sizes_of_differences(real, fake, k):
        """You add up the sizes of the differences (the Manhattan distance). Distances are Euclidean: the root of the sum of squares.
        See the handout, section 'Precision, recall and F1'."""

        def share(points: np.ndarray, centres: np.ndarray, k: int) -> float:
            radii = np.sort(np.abs(centres[:, None] - centres).sum(axis=-1), axis=1)[:, k]
            return (np.abs(points[:, None] - centres).sum(axis=-1) <= radii).any(axis=1).mean()

        return _three(share, real, fake, k)

    @staticmethod
    def f1_first(real, fake, k):
        """You return (f1, precision, recall). The order is (precision, recall, f1).
        See the handout, section 'Precision, recall and F1'."""
        precision, recall, f1 = neighbours.precision_recall_f1(real, fake, k)
        return f1, precision, recall


def _inside(points: np.ndarray, centres: np.ndarray, k: int) -> np.ndarray:
    return _distances(points, centres) <= _radii(centres, k)


class gaussian_log_likelihood:
    @staticmethod
    def mean_over_points(x, mean, covariance):
        """You take the mean over the points. This task asks for the sum.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, covariance) / len(x)

    @staticmethod
    def no_minus(x, mean, covariance):
        """Your answer has the wrong sign: it is the negative log-likelihood.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return -likelihood.gaussian_log_likelihood(x, mean, covariance)

    @staticmethod
    def no_two_pi(x, mean, covariance):
        """You leave out the D log 2 pi.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, covariance) + 0.5 * x.size * np.log(2 * np.pi)

    @staticmethod
    def two_pi_of_one_dimension(x, mean, covariance):
        """You have log 2 pi once a point. It comes once for each of the D dimensions.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        lost = len(x) * (x.shape[1] - 1)
        return likelihood.gaussian_log_likelihood(x, mean, covariance) + 0.5 * lost * np.log(2 * np.pi)

    @staticmethod
    def no_determinant(x, mean, covariance):
        """You leave out log det C.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, covariance) + 0.5 * len(x) * np.linalg.slogdet(covariance)[1]

    @staticmethod
    def whole_determinant(x, mean, covariance):
        """You divide the density by det C. It is divided by the root of it: the half in the formula is before log det C too.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, covariance) - 0.5 * len(x) * np.linalg.slogdet(covariance)[1]

    @staticmethod
    def constant_only_once(x, mean, covariance):
        """You add log det C and D log 2 pi once. Each point has them.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        once = likelihood.gaussian_log_likelihood(mean[None], mean, covariance)  # at the mean nothing but these two is left
        return likelihood.gaussian_log_likelihood(x, mean, covariance) - (len(x) - 1) * once

    @staticmethod
    def not_inverted(x, mean, covariance):
        """You multiply by the covariance where the formula has its inverse.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        centred = x - mean
        constants = len(x) * (np.linalg.slogdet(covariance)[1] + len(mean) * np.log(2 * np.pi))
        return -0.5 * (np.sum(centred @ covariance * centred) + constants)

    @staticmethod
    def only_variances(x, mean, covariance):
        """You use the variances alone, as if the features were independent. The other entries of the covariance count too.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, np.diag(np.diag(covariance)))

    @staticmethod
    def not_centred(x, mean, covariance):
        """You do not subtract the mean from the points.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, np.zeros_like(mean), covariance)

    @staticmethod
    def base_two(x, mean, covariance):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, mean, covariance) / LOG2

    @staticmethod
    def density_first(x, mean, covariance):
        """You compute each point's density and take its logarithm then. Far from the mean the density is 0 in a computer: compute its
        logarithm directly. See the handout, section 'The log-likelihood of a Gaussian'."""
        return np.sum(_log(np.exp(_log_densities(x, mean, covariance))))

    @staticmethod
    def product_first(x, mean, covariance):
        """You multiply the densities of all points and take the logarithm at the end. The product of hundreds of them is 0 in a computer:
        add logarithms instead. See the handout, section 'The log-likelihood of a Gaussian'."""
        return _log(np.prod(np.exp(_log_densities(x, mean, covariance))))

    @staticmethod
    def determinant_first(x, mean, covariance):
        """You compute the determinant and take its logarithm then. In many dimensions it is 0 or infinite in a computer:
        `np.linalg.slogdet` gives its logarithm, and so does the Cholesky factor.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        with np.errstate(over="ignore"):
            determinant = np.linalg.det(covariance)
        right = likelihood.gaussian_log_likelihood(x, mean, covariance)
        return right - 0.5 * len(x) * (_log(determinant) - np.linalg.slogdet(covariance)[1])

    @staticmethod
    def own_mean(x, mean, covariance):
        """You subtract the mean of the points. The mean of the Gaussian is given; it may be another one.
        See the handout, section 'The log-likelihood of a Gaussian'."""
        return likelihood.gaussian_log_likelihood(x, x.mean(axis=0), covariance)


class gaussian_mle:
    @staticmethod
    def covariance_first(x):
        """You return the covariance first. This task asks for the mean, and then the covariance.
        See the handout, section 'The most likely Gaussian'."""
        return likelihood.gaussian_mle(x)[::-1]

    @staticmethod
    def divided_by_n_less_one(x):
        """You divide the covariance by N - 1, as `np.cov` does unless `ddof=0` is given. The most likely covariance is divided by N.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), np.cov(x, rowvar=False)

    @staticmethod
    def not_divided(x):
        """You do not divide the products of the centred points by N.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), np.cov(x, rowvar=False) * (len(x) - 1)

    @staticmethod
    def only_variances(x):
        """You return the variance of each feature. The covariance is a D by D table that has them on its diagonal.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), x.var(axis=0)

    @staticmethod
    def zeros_off_the_diagonal(x):
        """Your covariance has zeros off its diagonal. Features vary together.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), np.diag(x.var(axis=0))

    @staticmethod
    def not_centred(x):
        """You do not subtract the mean before you multiply.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), x.T @ x / len(x)

    @staticmethod
    def rows_for_columns(x):
        """You take the columns for the points. A row of x is a point, and a column a feature.
        See the handout, section 'The most likely Gaussian'."""
        return likelihood.gaussian_mle(x.T)

    @staticmethod
    def correlation(x):
        """You return correlations. The covariance is not divided by the standard deviations.
        See the handout, section 'The most likely Gaussian'."""
        return x.mean(axis=0), np.corrcoef(x, rowvar=False)

    @staticmethod
    def one_mean(x):
        """You take one mean over all numbers. Each feature has its own.
        See the handout, section 'The most likely Gaussian'."""
        mean = np.full(x.shape[1], x.mean())
        return mean, (x - mean).T @ (x - mean) / len(x)


class categorical_mle:
    @staticmethod
    def counts(observations, num_values):
        """You return counts. Divide by the number of observations.
        See the handout, section 'The most likely categorical distribution'."""
        return np.bincount(observations, minlength=num_values)

    @staticmethod
    def divided_by_the_values(observations, num_values):
        """You divide by the number of values. Divide by the number of observations.
        See the handout, section 'The most likely categorical distribution'."""
        return np.bincount(observations, minlength=num_values) / num_values

    @staticmethod
    def one_more_each(observations, num_values):
        """You add 1 to every count (Laplace smoothing). The most likely distribution has the plain shares.
        See the handout, section 'The most likely categorical distribution'."""
        counts = np.bincount(observations, minlength=num_values) + 1
        return counts / counts.sum()

    @staticmethod
    def only_what_was_seen(observations, num_values):
        """Your answer has no entry for values that are never observed. They get the probability 0.
        See the handout, section 'The most likely categorical distribution'."""
        return np.unique(observations, return_counts=True)[1] / len(observations)

    @staticmethod
    def up_to_the_largest(observations, num_values):
        """Your answer ends at the largest value that was observed. It has `num_values` entries.
        See the handout, section 'The most likely categorical distribution'."""
        return np.bincount(observations) / len(observations)

    @staticmethod
    def counted_from_one(observations, num_values):
        """You count the values from 1. They are counted from 0.
        See the handout, section 'The most likely categorical distribution'."""
        return np.bincount(observations, minlength=num_values + 1)[1:] / len(observations)
