"""A hidden Markov model: a Markov chain that nobody sees, and at every step an observation that depends on its state.

    state:        s_0 -> s_1 -> ... -> s_{T-1}        S states
                   |      |             |
    observation:  o_0    o_1           o_{T-1}        K symbols

    pi (S,)    pi[i]   = p(s_0 = i)                   the first hidden state is the one behind the first observation
    A (S, S)   A[i, j] = p(s_{t+1} = j | s_t = i)     row-stochastic
    B (S, K)   B[i, k] = p(o_t = k | s_t = i)         row-stochastic

Everything that multiplies many probabilities works with their natural logarithms, because the product of a few hundred of them is
smaller than any floating-point number. log 0 is -inf, and stays so: adding to it or summing with it needs no special case.

Source: lecture slides "Hidden Markov Model(HMM)"; Rabiner, "A tutorial on hidden Markov models" (1989), sections III and V, without
his scaling; Jurafsky and Martin, "Speech and Language Processing" (3rd edition draft), appendix A.
"""

from __future__ import annotations

import numpy as np


def _log(p: np.ndarray) -> np.ndarray:
    """Natural logarithm, with log 0 = -inf and no warning about it."""
    with np.errstate(divide="ignore"):
        return np.log(p)


def _log_sum_exp(x: np.ndarray, axis: int) -> np.ndarray:
    """log(sum(exp(x))) over one axis, without overflow or underflow; -inf where everything is -inf."""
    top = x.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, np.zeros_like(top))  # -inf - -inf would be NaN
    return _log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis=axis)


def joint_log_probability(A: np.ndarray, B: np.ndarray, pi: np.ndarray, states: np.ndarray, observations: np.ndarray) -> float:
    """log p(states, observations): how likely it is that the chain takes this path and shows these symbols.

    A (S, S), B (S, K), pi (S,); states and observations (T,) of whole numbers. Returns a number, -inf where the pair is impossible.
    """
    start = _log(pi[states[0]])
    moves = _log(A[states[:-1], states[1:]]).sum()
    symbols = _log(B[states, observations]).sum()
    return start + moves + symbols


def forward(A: np.ndarray, B: np.ndarray, pi: np.ndarray, observations: np.ndarray) -> tuple[np.ndarray, float]:
    """The forward algorithm: all paths into each state, summed.

    A (S, S), B (S, K), pi (S,), observations (T,). Returns log_alpha (T, S) with log_alpha[t, j] = log p(o_0 .. o_t, s_t = j), and
    log_likelihood = log p(o_0 .. o_{T-1}), which is -inf where the observations are impossible.
    """
    log_A, log_B = _log(A), _log(B)
    log_alpha = np.zeros((len(observations), len(pi)), dtype=A.dtype)
    log_alpha[0] = _log(pi) + log_B[:, observations[0]]
    for t in range(1, len(observations)):
        paths = log_alpha[t - 1][:, None] + log_A  # (from, to)
        log_alpha[t] = _log_sum_exp(paths, axis=0) + log_B[:, observations[t]]
    return log_alpha, _log_sum_exp(log_alpha[-1], axis=0)


def backward(A: np.ndarray, B: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """The backward algorithm: how well each state explains what is still to come.

    A (S, S), B (S, K), observations (T,). Returns log_beta (T, S) with log_beta[t, i] = log p(o_{t+1} .. o_{T-1} | s_t = i); after the
    last step nothing is left to explain, so the last row is log 1 = 0.
    """
    log_A, log_B = _log(A), _log(B)
    log_beta = np.zeros((len(observations), len(A)), dtype=A.dtype)
    for t in range(len(observations) - 2, -1, -1):
        paths = log_A + log_B[:, observations[t + 1]] + log_beta[t + 1]  # (from, to)
        log_beta[t] = _log_sum_exp(paths, axis=1)
    return log_beta


def posterior(A: np.ndarray, B: np.ndarray, pi: np.ndarray, observations: np.ndarray) -> np.ndarray:
    """The probability of each state at each step, given the whole sequence.

    A (S, S), B (S, K), pi (S,), observations (T,), possible under the model. Returns gamma (T, S) with
    gamma[t, i] = p(s_t = i | o_0 .. o_{T-1}); rows sum to 1.
    """
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    return np.exp(log_alpha + backward(A, B, observations) - log_likelihood)


def viterbi(A: np.ndarray, B: np.ndarray, pi: np.ndarray, observations: np.ndarray) -> tuple[np.ndarray, float]:
    """The Viterbi algorithm: the single most probable path, in O(T S^2).

    A (S, S), B (S, K), pi (S,), observations (T,). Returns path (T,) of whole numbers and log p(path, observations).
    Ties go to the lowest end state, then at each step back to the lowest predecessor.
    """
    log_A, log_B = _log(A), _log(B)
    best = _log(pi) + log_B[:, observations[0]]  # best[j]: the best path that ends in j
    came_from = np.zeros((len(observations), len(pi)), dtype=np.int64)
    for t in range(1, len(observations)):
        paths = best[:, None] + log_A  # (from, to)
        came_from[t] = paths.argmax(axis=0)
        best = paths.max(axis=0) + log_B[:, observations[t]]
    path = np.zeros(len(observations), dtype=np.int64)
    path[-1] = best.argmax()
    for t in range(len(observations) - 1, 0, -1):
        path[t - 1] = came_from[t, path[t]]
    return path, best.max()


def _rows(counts: np.ndarray, old: np.ndarray) -> np.ndarray:
    """Expected counts (S, n) to rows of probabilities; a row with no count keeps its old probabilities."""
    total = counts.sum(axis=1, keepdims=True)
    counted = total > 0
    return np.where(counted, counts / np.where(counted, total, np.ones_like(total)), old)


def baum_welch_step(A: np.ndarray, B: np.ndarray, pi: np.ndarray, observations: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One EM update: count what the model expects to have happened, and take the counts as the new parameters.

    A (S, S), B (S, K), pi (S,), observations (T,), possible under the model. Returns the new (A, B, pi). All counts are taken under the
    old parameters. A row of A or B with no expected count stays as it was.
    """
    log_alpha, log_likelihood = forward(A, B, pi, observations)
    log_beta = backward(A, B, observations)
    gamma = np.exp(log_alpha + log_beta - log_likelihood)  # (T, S)
    explains = _log(B)[:, observations[1:]].T + log_beta[1:]  # (T - 1, to)
    moves = np.exp(log_alpha[:-1, :, None] + _log(A) + explains[:, None, :] - log_likelihood)  # (T - 1, from, to)
    symbols = np.zeros_like(B)
    for t, symbol in enumerate(observations):
        symbols[:, symbol] += gamma[t]
    return _rows(moves.sum(axis=0), A), _rows(symbols, B), gamma[0]


def baum_welch(
    A: np.ndarray, B: np.ndarray, pi: np.ndarray, observations: np.ndarray, iterations: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """EM for some iterations; the likelihood of the observations never falls.

    A (S, S), B (S, K), pi (S,), observations (T,), possible under the model. Returns (A, B, pi, log_likelihoods (iterations + 1,)): the
    first log-likelihood is that of the parameters that came in, the last that of the parameters returned.
    """
    log_likelihoods = np.zeros(iterations + 1, dtype=A.dtype)
    log_likelihoods[0] = forward(A, B, pi, observations)[1]
    for i in range(iterations):
        A, B, pi = baum_welch_step(A, B, pi, observations)
        log_likelihoods[i + 1] = forward(A, B, pi, observations)[1]
    return A, B, pi, log_likelihoods


def _inverse_cdf(p: np.ndarray, u: float) -> int:
    """The smallest i with cumulative sum > u; if rounding leaves none, the last i of positive probability."""
    above = np.flatnonzero(np.cumsum(p) > u)
    return above[0] if len(above) else np.flatnonzero(p)[-1]


def hmm_sample(A: np.ndarray, B: np.ndarray, pi: np.ndarray, u: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let the model tell a story: a state from the one before, then a symbol from the state.

    A (S, S), B (S, K), pi (S,); u (T, 2), uniform in [0, 1): u[t, 0] draws the state, u[t, 1] the observation, both by inverse CDF.
    Returns (states (T,), observations (T,)) of whole numbers.
    """
    states = np.zeros(len(u), dtype=np.int64)
    observations = np.zeros(len(u), dtype=np.int64)
    for t in range(len(u)):
        states[t] = _inverse_cdf(pi if t == 0 else A[states[t - 1]], u[t, 0])
        observations[t] = _inverse_cdf(B[states[t]], u[t, 1])
    return states, observations
