"""HMM assignment. The scaled recursions are in helpers.py."""
import numpy as np
from helpers import log, rescaled_backward, rescaled_forward


def markov_distribution(P, p0, steps):
    if not np.allclose(P.sum(axis=0), 1, rtol=0, atol=1e-4):
        raise ValueError("P must have columns that sum to one")
    for _ in range(steps):
        p0 = P @ p0
    return p0


def stationary_distribution(P):
    n = len(P)
    M = np.eye(n) - P
    M[0] = 1
    rhs = np.zeros(n)
    rhs[0] = 1
    return np.linalg.solve(M, rhs)


def joint_log_probability(A, B, pi, states, observations):
    start = log(pi[states[0]])
    moves = log(A[states[:-1], states[1:]])
    shows = log(B[states, observations])
    return start + moves.sum() + shows.sum()


def forward(A, B, pi, observations):
    alpha, scale = rescaled_forward(A, B, pi, observations)
    logs = np.cumsum(log(scale))
    return log(alpha) + logs[:, None], logs[-1]


def backward(A, B, observations):
    beta, logs = rescaled_backward(A, B, observations)
    return log(beta) + logs[:, None]


def posterior(A, B, pi, observations):
    alpha, _ = rescaled_forward(A, B, pi, observations)
    beta, _ = rescaled_backward(A, B, observations)
    gamma = alpha * beta
    gamma /= gamma.sum(axis=1, keepdims=True)
    print(gamma)


def viterbi(A, B, pi, observations):
    T, S = len(observations), len(pi)
    V = log(pi) + log(B[:, observations[0]])
    came_from = []
    for t in range(1, T):
        scores = V + log(A).T                 # scores[j, i]: from i to j
        came_from.append(scores.argmax(axis=1))
        V = scores.max(axis=1) + log(B[:, observations[t]])
    path = [V.argmax()]
    for pointers in came_from[::-1]:
        path.append(pointers[path[-1]])
    return np.array(path[::-1]), V.max()


def update(A, B, pi, observations):
    """New parameters, written into A, B and pi."""
    alpha, _ = rescaled_forward(A, B, pi, observations)
    beta, _ = rescaled_backward(A, B, observations)
    gamma = alpha * beta
    gamma = gamma / gamma.sum(axis=1, keepdims=True)
    moves = np.zeros_like(A)
    for t in range(len(observations) - 1):
        xi = alpha[t][:, None] * A * B[:, observations[t + 1]] * beta[t + 1]
        moves += xi / xi.sum()
    shows = np.zeros_like(B)
    for t, o in enumerate(observations):
        shows[:, o] += gamma[t]
    for i in range(len(A)):
        if moves[i].sum() > 0:
            A[i] = moves[i] / moves[i].sum()
        if shows[i].sum() > 0:
            B[i] = shows[i] / shows[i].sum()
    pi[:] = gamma[0]
    return A, B, pi


def baum_welch_step(A, B, pi, observations):
    return update(A, B, pi, observations)


def baum_welch(A, B, pi, observations, iterations):
    A, B, pi = A.copy(), B.copy(), pi.copy()
    history = [forward(A, B, pi, observations)[1]]
    for _ in range(iterations):
        A, B, pi = update(A, B, pi, observations)
        history.append(forward(A, B, pi, observations)[1])
    return A, B, pi, np.array(history)


def hmm_sample(A, B, pi, u):
    T = len(u)
    states, shown = np.zeros(T, dtype=int), np.zeros(T, dtype=int)

    def inverse(p, v):
        hits = np.where(np.cumsum(p) > v)[0]
        return hits[0] if len(hits) else np.where(p > 0)[0][-1]

    for t in range(T):
        states[t] = inverse(pi if t == 0 else A[states[t - 1]], u[t, 0])
        shown[t] = inverse(B[states[t]], u[t, 1])
    return states, shown
