import numpy as np


def rescaled_forward(A, B, pi, obs):
    """Returns alpha (every row sums to 1) and the scaling factors."""
    alpha = np.zeros((len(obs), len(pi)))
    scale = np.zeros(len(obs))
    for t in range(len(obs)):
        before = pi if t == 0 else alpha[t - 1] @ A
        alpha[t] = before * B[:, obs[t]]
        scale[t] = alpha[t].sum()
        if scale[t] > 0:
            alpha[t] /= scale[t]
    return alpha, scale


def rescaled_backward(A, B, obs):
    beta = np.ones((len(obs), len(A)))
    logs = np.zeros(len(obs))
    for t in range(len(obs) - 2, -1, -1):
        b = A @ (B[:, obs[t + 1]] * beta[t + 1])
        m = b.max()
        beta[t] = b / m if m > 0 else b
        logs[t] = logs[t + 1] + log(m)
    return beta, logs


def log(p):
    with np.errstate(divide="ignore"):
        return np.log(p)
