"""Wrong: stationary_distribution -- takes the eigenvector of the transpose, as for a row-stochastic matrix."""
from collections import namedtuple

import numpy as np

Scaled = namedtuple("Scaled", "alpha log_scale")


def _log(p):
    with np.errstate(divide="ignore"):
        return np.log(np.asarray(p, dtype=float))


def _scaled_forward(A, B, pi, obs):
    """alpha[t] sums to 1, log_scale[t] = log p(o_t | o_1..o_{t-1})."""
    T, S = len(obs), len(pi)
    alpha = np.zeros((T, S))
    scale = np.zeros(T)
    likelihood = B.T[obs]                                    # (T, S)
    predicted = pi
    for t in range(T):
        joint = predicted * likelihood[t]
        scale[t] = joint.sum()
        if scale[t] == 0:                                    # impossible from here on
            break
        alpha[t] = joint / scale[t]
        predicted = alpha[t] @ A
    return Scaled(alpha, _log(scale))


def _scaled_backward(A, B, obs):
    """beta[t] has maximum 1 (or is 0 everywhere), log_scale[t] makes up for it."""
    T, S = len(obs), len(A)
    beta = np.ones((T, S))
    log_scale = np.zeros(T)
    for t in range(T - 2, -1, -1):
        b = A @ (B[:, obs[t + 1]] * beta[t + 1])
        top = b.max()
        beta[t] = b / top if top > 0 else 0.0
        log_scale[t] = log_scale[t + 1] + _log(top)
    return beta, log_scale


def _gamma(A, B, pi, obs):
    alpha = _scaled_forward(A, B, pi, obs).alpha
    beta, _ = _scaled_backward(A, B, obs)
    g = alpha * beta
    total = g.sum(axis=1, keepdims=True)
    return np.divide(g, total, out=np.zeros_like(g), where=total > 0)


def _normalised(counts, old):
    total = counts.sum(axis=-1, keepdims=True)
    return np.where(total > 0, counts / np.where(total > 0, total, 1.0), old)


def _em_update(A, B, pi, obs):
    alpha, log_scale = _scaled_forward(A, B, pi, obs)
    beta, _ = _scaled_backward(A, B, obs)
    gamma = _gamma(A, B, pi, obs)
    # xi[t, i, j] before normalisation; every slice sums to the same 1 afterwards
    xi = alpha[:-1, :, None] * A[None] * (B.T[obs[1:]] * beta[1:])[:, None, :]
    xi = xi / np.maximum(xi.sum(axis=(1, 2), keepdims=True), 1e-300)
    shown = np.zeros_like(B)
    np.add.at(shown.T, obs, gamma)
    return _normalised(xi.sum(axis=0), A), _normalised(shown, B), gamma[0], log_scale.sum()


def _inverse_cdf(p, u):
    i = np.searchsorted(np.cumsum(p), u, side="right")
    return int(i) if i < len(p) else int(np.flatnonzero(p)[-1])


def markov_distribution(P, p0, steps):
    if np.any(np.abs(P.sum(axis=0) - 1.0) > 1e-4):
        raise ValueError("P must be column-stochastic")
    return np.linalg.matrix_power(P, steps) @ p0


def stationary_distribution(P):
    values, vectors = np.linalg.eig(P.T)
    v = np.real(vectors[:, np.argmax(np.real(values))])
    return v / v.sum()


def joint_log_probability(A, B, pi, states, observations):
    return (_log(pi[states[0]]) + _log(A[states[:-1], states[1:]]).sum()
            + _log(B[states, observations]).sum())


def forward(A, B, pi, observations):
    alpha, log_scale = _scaled_forward(A, B, pi, observations)
    log_alpha = _log(alpha) + np.cumsum(log_scale)[:, None]
    return log_alpha, log_scale.sum()


def backward(A, B, observations):
    beta, log_scale = _scaled_backward(A, B, observations)
    return _log(beta) + log_scale[:, None]


def posterior(A, B, pi, observations):
    return _gamma(A, B, pi, observations)


def viterbi(A, B, pi, observations):
    T, S = len(observations), len(pi)
    log_A, log_B = _log(A), _log(B)
    back = np.zeros((T, S), dtype=int)
    delta = _log(pi) + log_B[:, observations[0]]
    for t in range(1, T):
        score = delta[:, None] + log_A                       # score[i, j]: best path that goes i -> j
        back[t] = score.argmax(axis=0)
        delta = score.max(axis=0) + log_B[:, observations[t]]
    path = np.zeros(T, dtype=int)
    path[-1] = delta.argmax()
    for t in range(T - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path, delta.max()


def baum_welch_step(A, B, pi, observations):
    return _em_update(A, B, pi, observations)[:3]


def baum_welch(A, B, pi, observations, iterations):
    history = np.empty(iterations + 1)
    for k in range(iterations):
        A, B, pi, history[k] = _em_update(A, B, pi, observations)
    history[-1] = _scaled_forward(A, B, pi, observations).log_scale.sum()
    return A, B, pi, history


def hmm_sample(A, B, pi, u):
    states = np.empty(len(u), dtype=int)
    shown = np.empty(len(u), dtype=int)
    p = pi
    for t, (u_state, u_shown) in enumerate(u):
        states[t] = _inverse_cdf(p, u_state)
        shown[t] = _inverse_cdf(B[states[t]], u_shown)
        p = A[states[t]]
    return states, shown
