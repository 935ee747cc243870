# Advanced AI, evaluation of generative models. Amara Okafor
import math

import torch

FRAMEWORK = "torch"


def entropy(p):
    return torch.special.entr(p).sum()


def kl_divergence(p, q):
    terms = torch.where(p > 0, p * (torch.log(p) - torch.log(q)), torch.zeros_like(p))
    return terms.sum()


def inception_score(p_yx):
    marginal = p_yx.mean(dim=0)
    # H(y) - H(y|x)
    return torch.exp(torch.special.entr(marginal).sum() - torch.special.entr(p_yx).sum(dim=1).mean())


def matrix_sqrt(C):
    values, vectors = torch.linalg.eigh(C)
    return vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.mT


def frechet_distance(mu1, C1, mu2, C2):
    mean_term = (mu1 - mu2).pow(2).sum()
    # trace of the root = nuclear norm of the product of the two roots
    overlap = torch.linalg.svdvals(matrix_sqrt(C1) @ matrix_sqrt(C2)).sum()
    return mean_term + C1.trace() + C2.trace() - 2 * overlap


def fid(real, fake):
    return frechet_distance(real.mean(dim=0), torch.cov(real.T), fake.mean(dim=0), torch.cov(fake.T))


def slerp(a, b, t):
    cosine = torch.nn.functional.cosine_similarity(a, b, dim=-1).unsqueeze(-1)
    w = torch.acos(cosine.clamp(-1.0, 1.0))
    arc = (torch.sin((1 - t) * w) * a + torch.sin(t * w) * b) / torch.sin(w)
    return torch.where(w < 1e-5, torch.lerp(a, b, t), arc)


def perceptual_path_length(features, features_nearby, epsilon):
    d = (features - features_nearby).square().sum(dim=-1)
    return (d / epsilon ** 2).mean()


def manifold_share(points, centres, k):
    radii = torch.cdist(centres, centres).kthvalue(k + 1, dim=1).values
    inside = torch.cdist(points, centres) <= radii
    return inside.any(dim=1).float().mean()


def precision_recall_f1(real, fake, k):
    precision = manifold_share(fake, real, k)
    recall = manifold_share(real, fake, k)
    f1 = torch.nan_to_num(2 * precision * recall / (precision + recall))
    return precision, recall, f1


def gaussian_log_likelihood(x, mean, covariance):
    return torch.distributions.MultivariateNormal(mean, covariance_matrix=covariance).log_prob(x).sum()


def gaussian_mle(x):
    return x.mean(dim=0), torch.cov(x.T, correction=0)


def categorical_mle(observations, num_values):
    return torch.nn.functional.one_hot(observations, num_values).float().mean(dim=0)
