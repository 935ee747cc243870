"""Assignment: evaluation of generative models. Plain loops, one number at a time; NumPy only for linear algebra."""
import math

import numpy as np


def entropy(p):
    total = 0.0
    for value in p:
        if value > 0:
            total -= value * math.log(value)
    return total


def kl_divergence(p, q):
    total = 0.0
    for i in range(len(p)):
        if p[i] == 0:
            continue
        if q[i] == 0:
            return math.inf
        total += p[i] * (math.log(p[i]) - math.log(q[i]))
    return total


def inception_score(p_yx):
    N, C = p_yx.shape
    p_y = [0.0] * C
    for n in range(N):
        for c in range(C):
            p_y[c] += p_yx[n, c] / N
    # E[KL] = H(y) - E[H(y|x)]
    conditional = 0.0
    for n in range(N):
        conditional += entropy(p_yx[n]) / N
    return math.exp(entropy(p_y) - conditional)


def jacobi_eigenvalues(S):
    """Eigenvalues of a symmetric matrix by Jacobi rotations."""
    S = np.array(S, dtype=float)
    n = len(S)
    for _ in range(100):
        off = sum(S[i, j] ** 2 for i in range(n) for j in range(n) if i != j)
        if off < 1e-26 * max(1.0, float(np.sum(S * S))):
            break
        for i in range(n - 1):
            for j in range(i + 1, n):
                if S[i, j] == 0:
                    continue
                theta = 0.5 * math.atan2(2 * S[i, j], S[j, j] - S[i, i])
                c, s = math.cos(theta), math.sin(theta)
                G = np.eye(n)
                G[i, i] = G[j, j] = c
                G[i, j], G[j, i] = s, -s
                S = G.T @ S @ G
    return [S[i, i] for i in range(n)]


def gram_factor(C):
    """L with L L^T = C, from eigenvectors; works for singular C."""
    values, vectors = np.linalg.eigh(C)
    L = np.zeros(C.shape)
    for j in range(len(values)):
        L[:, j] = vectors[:, j] * math.sqrt(max(values[j], 0.0))
    return L


def frechet_distance(mu1, C1, mu2, C2):
    D = len(mu1)
    total = 0.0
    for i in range(D):
        total += (mu1[i] - mu2[i]) ** 2 + C1[i, i] + C2[i, i]
    # C1 C2 = L L^T C2 has the eigenvalues of L^T C2 L
    L = gram_factor(C1)
    for value in jacobi_eigenvalues(L.T @ C2 @ L):
        total -= 2 * math.sqrt(max(value, 0.0))
    return total


def mean_and_scatter(x):
    N, D = x.shape
    mean = np.zeros(D)
    for n in range(N):
        for d in range(D):
            mean[d] += x[n, d] / N
    scatter = np.zeros((D, D))
    for n in range(N):
        for i in range(D):
            for j in range(D):
                scatter[i, j] += (x[n, i] - mean[i]) * (x[n, j] - mean[j])
    return mean, scatter


def fid(real, fake):
    mu1, S1 = mean_and_scatter(real)
    mu2, S2 = mean_and_scatter(fake)
    return frechet_distance(mu1, S1 / (len(real) - 1), mu2, S2 / (len(fake) - 1))


def slerp(a, b, t):
    if a.ndim > 1:
        return np.array([slerp(x, y, t) for x, y in zip(a, b)])
    dot, aa, bb = 0.0, 0.0, 0.0
    for x, y in zip(a, b):
        dot += x * y
        aa += x * x
        bb += y * y
    cosine = max(-1.0, min(1.0, dot / math.sqrt(aa) / math.sqrt(bb)))
    w = math.acos(cosine)
    if w < 1e-7:
        return np.array([(1 - t) * x + t * y for x, y in zip(a, b)])
    left, right = math.sin((1 - t) * w) / math.sin(w), math.sin(t * w) / math.sin(w)
    return np.array([left * x + right * y for x, y in zip(a, b)])


def perceptual_path_length(features, features_nearby, epsilon):
    total = 0.0
    for f, g in zip(features, features_nearby):
        for x, y in zip(f, g):
            total += ((x - y) / epsilon) ** 2
    return total / len(features)


def covered(points, centres, k):
    count = 0
    for point in points:
        found = False
        for i in range(len(centres)):
            others = [math.dist(centres[i], centres[j]) for j in range(len(centres)) if j != i]
            others.sort()
            if math.dist(point, centres[i]) <= others[k - 1]:
                found = True
                break
        count += found
    return count / len(points)


def precision_recall_f1(real, fake, k):
    precision = covered(fake, real, k)
    recall = covered(real, fake, k)
    if precision == 0 and recall == 0:
        return 0.0, 0.0, 0.0
    return precision, recall, 2 * precision * recall / (precision + recall)


def gaussian_log_likelihood(x, mean, covariance):
    N, D = x.shape
    L = np.linalg.cholesky(covariance)
    total = 0.0
    for n in range(N):
        # solve L z = x - mean by forward substitution
        z = np.zeros(D)
        for i in range(D):
            z[i] = (x[n, i] - mean[i] - float(L[i, :i] @ z[:i])) / L[i, i]
        total -= 0.5 * float(z @ z) + 0.5 * D * math.log(2 * math.pi)
        for i in range(D):
            total -= math.log(L[i, i])
    return total


def gaussian_mle(x):
    mean, scatter = mean_and_scatter(x)
    return mean, scatter / len(x)


def categorical_mle(observations, num_values):
    shares = [0.0] * num_values
    for value in observations:
        shares[value] += 1
    return [share / len(observations) for share in shares]
