"""Wrong: viterbi -- breaks ties to the highest state."""
import math

import numpy as np

MINUS_INFINITY = float("-inf")


def log(p):
    return math.log(p) if p > 0 else MINUS_INFINITY


def log_add(values):
    """log(exp(v1) + exp(v2) + ...) without overflow or underflow."""
    biggest = max(values)
    if biggest == MINUS_INFINITY:
        return MINUS_INFINITY
    return biggest + math.log(sum(math.exp(v - biggest) for v in values))


def log_lists(A, B):
    logA = [[log(float(p)) for p in row] for row in A]
    logB = [[log(float(p)) for p in row] for row in B]
    return logA, logB


def pick(probabilities, u):
    total = 0.0
    for i in range(len(probabilities)):
        total += float(probabilities[i])
        if total > u:
            return i
    # rounding: take the last one that can happen
    for i in range(len(probabilities) - 1, -1, -1):
        if probabilities[i] > 0:
            return i


# ---------------------------------------------------------------- Markov chains

def markov_distribution(P, p0, steps):
    n = len(P)
    for j in range(n):
        column = sum(float(P[i][j]) for i in range(n))
        if abs(column - 1) > 1e-4:
            raise ValueError("column %d of P sums to %f" % (j, column))
    p = [float(v) for v in p0]
    for _ in range(steps):
        new = []
        for i in range(n):
            new.append(sum(float(P[i][j]) * p[j] for j in range(n)))
        p = new
    return np.array(p)


def stationary_distribution(P):
    # (P - I) p = 0 with the last equation replaced by sum(p) = 1, then Gauss elimination with row swaps
    n = len(P)
    M = []
    for i in range(n - 1):
        M.append([float(P[i][j]) - (1.0 if i == j else 0.0) for j in range(n)] + [0.0])
    M.append([1.0] * n + [1.0])
    for k in range(n):
        best = max(range(k, n), key=lambda i: abs(M[i][k]))
        M[k], M[best] = M[best], M[k]
        for i in range(k + 1, n):
            factor = M[i][k] / M[k][k]
            for j in range(k, n + 1):
                M[i][j] -= factor * M[k][j]
    p = [0.0] * n
    for i in range(n - 1, -1, -1):
        rest = M[i][n]
        for j in range(i + 1, n):
            rest -= M[i][j] * p[j]
        p[i] = rest / M[i][i]
    return np.array(p)


# ---------------------------------------------------------------- hidden Markov models

def joint_log_probability(A, B, pi, states, observations):
    total = 0.0
    previous = None
    for s, o in zip(states, observations):
        if previous is None:
            total += log(pi[s])
        else:
            total += log(A[previous][s])
        total += log(B[s][o])
        previous = s
    return total


def forward(A, B, pi, observations):
    logA, logB = log_lists(A, B)
    S = len(logA)
    rows = [[log(float(pi[s])) + logB[s][observations[0]] for s in range(S)]]
    for o in observations[1:]:
        last = rows[-1]
        row = []
        for j in range(S):
            row.append(log_add([last[i] + logA[i][j] for i in range(S)]) + logB[j][o])
        rows.append(row)
    return np.array(rows), log_add(rows[-1])


def backward(A, B, observations):
    logA, logB = log_lists(A, B)
    S = len(logA)
    rows = [[0.0] * S]
    for t in range(len(observations) - 1, 0, -1):
        o = observations[t]
        later = rows[-1]
        rows.append([log_add([logA[i][j] + logB[j][o] + later[j] for j in range(S)]) for i in range(S)])
    rows.reverse()
    return np.array(rows)


def posterior(A, B, pi, observations):
    log_alpha, total = forward(A, B, pi, observations)
    log_beta = backward(A, B, observations)
    gamma = []
    for a, b in zip(log_alpha.tolist(), log_beta.tolist()):
        if total == MINUS_INFINITY:
            gamma.append([0.0] * len(a))
        else:
            gamma.append([math.exp(x + y - total) for x, y in zip(a, b)])
    return np.array(gamma)


def viterbi(A, B, pi, observations):
    logA, logB = log_lists(A, B)
    S = len(logA)
    delta = [log(float(pi[s])) + logB[s][observations[0]] for s in range(S)]
    back = []
    for o in observations[1:]:
        new, came_from = [], []
        for j in range(S):
            best = 0
            for i in range(1, S):
                if delta[i] + logA[i][j] >= delta[best] + logA[best][j]:
                    best = i
            came_from.append(best)
            new.append(delta[best] + logA[best][j] + logB[j][o])
        back.append(came_from)
        delta = new
    state = 0
    for s in range(1, S):
        if delta[s] >= delta[state]:
            state = s
    best_score = delta[state]
    path = [state]
    for came_from in reversed(back):
        state = came_from[state]
        path.append(state)
    return path[::-1], best_score


def one_update(A, B, pi, observations):
    S, K, T = len(A), len(B[0]), len(observations)
    logA, logB = log_lists(A, B)
    log_alpha, total = forward(A, B, pi, observations)
    alpha = log_alpha.tolist()
    beta = backward(A, B, observations).tolist()
    moves = [[0.0] * S for _ in range(S)]
    shows = [[0.0] * K for _ in range(S)]
    start = [0.0] * S
    for t in range(T):
        o = int(observations[t])
        for i in range(S):
            g = math.exp(alpha[t][i] + beta[t][i] - total)
            shows[i][o] += g
            if t == 0:
                start[i] = g
            if t < T - 1:
                nxt = observations[t + 1]
                for j in range(S):
                    moves[i][j] += math.exp(alpha[t][i] + logA[i][j] + logB[j][nxt] + beta[t + 1][j] - total)
    newA, newB = [], []
    for i in range(S):
        count = sum(moves[i])
        newA.append([m / count for m in moves[i]] if count > 0 else [float(p) for p in A[i]])
        count = sum(shows[i])
        newB.append([m / count for m in shows[i]] if count > 0 else [float(p) for p in B[i]])
    count = sum(start)
    return newA, newB, [g / count for g in start], total


def baum_welch_step(A, B, pi, observations):
    newA, newB, newpi, _ = one_update(A, B, pi, observations)
    return np.array(newA), np.array(newB), np.array(newpi)


def baum_welch(A, B, pi, observations, iterations):
    log_likelihoods = []
    for _ in range(iterations):
        A, B, pi, total = one_update(A, B, pi, observations)
        log_likelihoods.append(total)
    log_likelihoods.append(forward(A, B, pi, observations)[1])
    return np.array(A), np.array(B), np.array(pi), log_likelihoods


def hmm_sample(A, B, pi, u):
    states, observations = [], []
    for t in range(len(u)):
        row = pi if t == 0 else A[states[-1]]
        states.append(pick(row, u[t][0]))
        observations.append(pick(B[states[-1]], u[t][1]))
    return states, observations
