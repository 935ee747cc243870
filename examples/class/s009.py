"""HMM assignment, s009. Not finished: posterior works, Baum-Welch and sampling are still missing. Sorry!"""
import numpy as np


def logsumexp(v):
    m = v.max()
    if np.isneginf(m):
        return m
    return m + np.log(np.exp(v - m).sum())


def ln(p):
    with np.errstate(divide="ignore"):
        return np.log(p)


def markov_distribution(P, p0, steps):
    if (abs(P.sum(0) - 1) > 1e-4).any():
        raise ValueError("columns")
    p = p0.copy()
    for _ in range(steps):
        p = P @ p
    return p


def stationary_distribution(P):
    raise NotImplementedError


def joint_log_probability(A, B, pi, states, observations):
    result = ln(pi[states[0]])
    for t, (s, o) in enumerate(zip(states, observations)):
        if t > 0:
            result += ln(A[states[t - 1], s])
        result += ln(B[s, o])
    return result


def forward(A, B, pi, observations):
    T, S = len(observations), len(pi)
    alpha = np.zeros((T, S))
    alpha[0] = ln(pi) + ln(B[:, observations[0]])
    for t in range(1, T):
        for j in range(S):
            alpha[t, j] = logsumexp(alpha[t - 1] + ln(A[:, j])) + ln(B[j, observations[t]])
    return alpha, logsumexp(alpha[-1])


def backward(A, B, observations):
    T, S = len(observations), len(A)
    beta = np.zeros((T, S))
    for t in range(T - 2, -1, -1):
        for i in range(S):
            beta[t, i] = logsumexp(ln(A[i]) + ln(B[:, observations[t + 1]]) + beta[t + 1])
    return beta


def posterior(A, B, pi, observations):
    alpha, ll = forward(A, B, pi, observations)
    return np.exp(alpha + backward(A, B, observations) - ll)


def viterbi(A, B, pi, observations):
    raise NotImplementedError("todo: backpointers")


def baum_welch_step(A, B, pi, observations):
    # TODO
    pass
