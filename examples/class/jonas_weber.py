# HMM homework - Jonas Weber
from math import exp, inf, log

import numpy as np


def ln(p):
    return log(p) if p > 0 else -inf


def logsum(values):
    m = max(values)
    return m if m == -inf else m + log(sum(exp(v - m) for v in values))


def markov_distribution(P, p0, steps):
    for column in P.T:
        if abs(sum(column) - 1) > 1e-4:
            raise ValueError("not a transition matrix")
    p = p0
    for _ in range(steps):
        p = P.dot(p)
    return p


def stationary_distribution(P):
    values, vectors = np.linalg.eig(P)
    v = vectors[:, np.argmin(abs(values - 1))].real
    return v / sum(v)


def joint_log_probability(A, B, pi, states, observations):
    p = ln(pi[states[0]]) + ln(B[states[0]][observations[0]])
    for t in range(1, len(states)):
        p += ln(A[states[t - 1]][states[t]]) + ln(B[states[t]][observations[t]])
    return p


def forward(A, B, pi, observations):
    S = range(len(pi))
    lA = [[ln(a) for a in row] for row in A]
    lB = [[ln(b) for b in row] for row in B]
    alpha = [[ln(pi[s]) + lB[s][observations[0]] for s in S]]
    for o in observations[1:]:
        prev = alpha[-1]
        alpha.append([logsum([prev[i] + lA[i][j] for i in S]) + lB[j][o] for j in S])
    return alpha, logsum(alpha[-1])


def backward(A, B, observations):
    S = range(len(A))
    beta = [[0.0 for _ in S]]
    for o in observations[:0:-1]:
        later = beta[0]
        beta.insert(0, [logsum([ln(A[i][j]) + ln(B[j][o]) + later[j] for j in S]) for i in S])
    return beta


def posterior(A, B, pi, observations):
    alpha, total = forward(A, B, pi, observations)
    beta = backward(A, B, observations)
    return [[exp(a + b - total) for a, b in zip(x, y)] for x, y in zip(alpha, beta)]


def viterbi(A, B, pi, observations):
    # delta[t][j] = best score of a path that ends in j at time t
    S = range(len(pi))
    lA = [[ln(a) for a in row] for row in A]
    lB = [[ln(b) for b in row] for row in B]
    delta = [[ln(pi[s]) + lB[s][observations[0]] for s in S]]
    for o in observations[1:]:
        prev = delta[-1]
        delta.append([max(prev[i] + lA[i][j] for i in S) + lB[j][o] for j in S])
    path = [row.index(max(row)) for row in delta]
    return path, max(delta[-1])


def baum_welch_step(A, B, pi, observations):
    T, S, K = len(observations), len(A), len(B[0])
    alpha, total = forward(A, B, pi, observations)
    beta = backward(A, B, observations)
    newA, newB, newpi = np.array(A), np.array(B), np.array(pi)
    gamma = np.array([[exp(alpha[t][i] + beta[t][i] - total) for i in range(S)] for t in range(T)])
    for i in range(S):
        counts = np.zeros(S)
        for t in range(T - 1):
            for j in range(S):
                counts[j] += exp(alpha[t][i] + ln(A[i][j]) + ln(B[j][observations[t + 1]]) + beta[t + 1][j] - total)
        if counts.sum() > 0:
            newA[i] = counts / counts.sum()
        if gamma[:, i].sum() > 0:
            newB[i] = [gamma[observations == k, i].sum() / gamma[:, i].sum() for k in range(K)]
        newpi[i] = gamma[0, i]
    return newA, newB, newpi


def baum_welch(A, B, pi, observations, iterations):
    lls = []
    for _ in range(iterations):
        lls.append(forward(A, B, pi, observations)[1])
        A, B, pi = baum_welch_step(A, B, pi, observations)
    lls.append(forward(A, B, pi, observations)[1])
    return A, B, pi, lls


def hmm_sample(A, B, pi, u):
    def draw(p, v):
        c = 0
        for i in range(len(p)):
            c += p[i]
            if c > v:
                return i
        return max(i for i in range(len(p)) if p[i] > 0)

    states, observations = [], []
    for t in range(len(u)):
        s = draw(pi, u[t][0]) if t == 0 else draw(A[states[-1]], u[t][0])
        states.append(s)
        observations.append(draw(B[s], u[t][1]))
    return states, observations
