# Novak, HMMs
import numpy as np

np.seterr(divide="ignore")


def markov_distribution(P, p0, steps):
    if np.max(np.abs(np.sum(P, axis=0) - 1)) > 1e-4:
        raise ValueError("bad transition matrix")
    return np.linalg.matrix_power(P, steps).dot(p0)


def stationary_distribution(P):
    # average of many steps of (P + I) / 2: the lazy chain is never periodic
    lazy = (P + np.eye(len(P))) / 2
    p = np.linalg.matrix_power(lazy, 2 ** 14)[:, 0]
    return p / p.sum()


def joint_log_probability(A, B, pi, states, observations):
    lp = np.log(pi[states[0]])
    lp += np.sum(np.log(A[states[:-1], states[1:]]))
    lp += np.sum(np.log(B[states, observations]))
    return lp


def forward(A, B, pi, observations):
    T = len(observations)
    log_alpha = np.zeros((T, len(pi)))
    log_alpha[0] = np.log(pi * B[:, observations[0]])
    t = 1
    while t < T:
        before = log_alpha[t - 1][:, None] + np.log(A)
        log_alpha[t] = np.logaddexp.reduce(before, axis=0) + np.log(B[:, observations[t]])
    return log_alpha, np.logaddexp.reduce(log_alpha[-1])


def backward(A, B, observations):
    log_beta = np.zeros((len(observations), len(A)))
    for t in range(len(observations) - 2, -1, -1):
        log_beta[t] = np.logaddexp.reduce(np.log(A) + np.log(B[:, observations[t + 1]]) + log_beta[t + 1], axis=1)
    return log_beta


def alpha_hat(A, B, pi, observations):
    out, total = [], 0.0
    p = pi
    for o in observations:
        a = p * B[:, o]
        total += np.log(a.sum())
        out.append(a / a.sum())
        p = out[-1] @ A
    return np.array(out), total


def posterior(A, B, pi, observations):
    a, _ = alpha_hat(A, B, pi, observations)
    lb = backward(A, B, observations)
    g = a * np.exp(lb - lb.max(axis=1, keepdims=True))
    return g / g.sum(axis=1, keepdims=True)


def viterbi(A, B, pi, observations):
    lA, lB = np.log(A), np.log(B)
    d = np.log(pi) + lB[:, observations[0]]
    back = []
    for o in observations[1:]:
        m = d[:, None] + lA
        back.append(np.argmax(m, axis=0))
        d = np.max(m, axis=0) + lB[:, o]
    s = np.argmax(d)
    path = [s]
    for b in reversed(back):
        s = b[s]
        path.insert(0, s)
    return path, np.max(d)


def baum_welch_step(A, B, pi, observations):
    a, _ = alpha_hat(A, B, pi, observations)
    lb = backward(A, B, observations)
    gamma = posterior(A, B, pi, observations)
    xi_sum = np.zeros(A.shape)
    for t in range(len(observations) - 1):
        xi = a[t][:, None] * A * B[:, observations[t + 1]] * np.exp(lb[t + 1] - lb[t + 1].max())
        xi_sum += xi / xi.sum()
    onehot = np.eye(B.shape[1])[observations]
    newA, newB = A.copy(), B.copy()
    ok = xi_sum.sum(axis=1) > 0
    newA[ok] = xi_sum[ok] / xi_sum[ok].sum(axis=1, keepdims=True)
    shown = gamma.T @ onehot
    ok = shown.sum(axis=1) > 0
    newB[ok] = shown[ok] / shown[ok].sum(axis=1, keepdims=True)
    return newA, newB, gamma[0]


def baum_welch(A, B, pi, observations, iterations):
    lls = [alpha_hat(A, B, pi, observations)[1]]
    for _ in range(iterations):
        A, B, pi = baum_welch_step(A, B, pi, observations)
        lls.append(alpha_hat(A, B, pi, observations)[1])
    return A, B, pi, np.array(lls)


def hmm_sample(A, B, pi, u):
    def pick(p, v):
        k = np.searchsorted(np.cumsum(p), v, side="right")
        return min(k, np.max(np.nonzero(p)))

    states, obs = [], []
    for t in range(len(u)):
        states.append(pick(pi if t == 0 else A[states[-1]], u[t, 0]))
        obs.append(pick(B[states[-1]], u[t, 1]))
    return states, obs
