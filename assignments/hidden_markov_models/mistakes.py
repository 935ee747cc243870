"""Wrong answers that students of this assignment give. One class a task; each docstring is the hint that the student reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from reference import hidden_markov_model as hmm
from reference import markov_chain as chain


def _log(p: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


def _no_emission_at_first(A, B, pi, observations, combine: Callable) -> np.ndarray:
    """Forward scores of a student who starts from log pi alone."""
    scores = np.zeros((len(observations), len(pi)), dtype=A.dtype)
    scores[0] = _log(pi)
    for t in range(1, len(observations)):
        scores[t] = combine(scores[t - 1][:, None] + _log(A), axis=0) + _log(B)[:, observations[t]]
    return scores


def _best_scores(A, B, pi, observations) -> tuple[np.ndarray, np.ndarray]:
    """delta (T, S) and backpointers (T, S) of a right Viterbi."""
    delta = np.zeros((len(observations), len(pi)), dtype=A.dtype)
    back = np.zeros((len(observations), len(pi)), dtype=np.int64)
    delta[0] = _log(pi) + _log(B)[:, observations[0]]
    for t in range(1, len(observations)):
        paths = delta[t - 1][:, None] + _log(A)
        back[t] = paths.argmax(axis=0)
        delta[t] = paths.max(axis=0) + _log(B)[:, observations[t]]
    return delta, back


def _log_sum_exp(x: np.ndarray, axis: int) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.logaddexp.reduce(x, axis=axis)


def _gamma_and_moves(A, B, pi, observations) -> tuple[np.ndarray, np.ndarray]:
    """gamma (T, S) and xi (T - 1, S, S) of a right E step."""
    log_alpha, log_likelihood = hmm.forward(A, B, pi, observations)
    log_beta = hmm.backward(A, B, observations)
    explains = _log(B)[:, observations[1:]].T + log_beta[1:]
    moves = np.exp(log_alpha[:-1, :, None] + _log(A) + explains[:, None, :] - log_likelihood)
    return np.exp(log_alpha + log_beta - log_likelihood), moves


def _symbol_counts(gamma: np.ndarray, observations: np.ndarray, symbols: int) -> np.ndarray:
    return gamma.T @ (observations[:, None] == np.arange(symbols))


def _rows(counts: np.ndarray, old: np.ndarray) -> np.ndarray:
    total = counts.sum(axis=1, keepdims=True)
    return np.where(total > 0, counts / np.where(total > 0, total, 1), old)


def _over_all_steps(A, B, pi, observations):
    gamma, moves = _gamma_and_moves(A, B, pi, observations)
    total = gamma.sum(axis=0)[:, None]
    new_A = np.where(total > 0, moves.sum(axis=0) / np.where(total > 0, total, 1), A)
    return new_A, _rows(_symbol_counts(gamma, observations, B.shape[1]), B), gamma[0]


def _new_A_too_early(A, B, pi, observations):
    new_A, _, new_pi = hmm.baum_welch_step(A, B, pi, observations)
    gamma, _ = _gamma_and_moves(new_A, B, pi, observations)
    return new_A, _rows(_symbol_counts(gamma, observations, B.shape[1]), B), new_pi


def _iterated(step: Callable, A, B, pi, observations, iterations: int):
    log_likelihoods = [hmm.forward(A, B, pi, observations)[1]]
    for _ in range(iterations):
        A, B, pi = step(A, B, pi, observations)
        log_likelihoods.append(hmm.forward(A, B, pi, observations)[1])
    return A, B, pi, np.array(log_likelihoods)


def _refilled(A, B, pi, observations, share: float):
    """A Baum-Welch step that fills rows without counts with share / their length."""
    gamma, moves = _gamma_and_moves(A, B, pi, observations)
    counts = _symbol_counts(gamma, observations, B.shape[1])
    return _rows(moves.sum(axis=0), np.full_like(A, share / len(A))), _rows(counts, np.full_like(B, share / B.shape[1])), gamma[0]


def _stopped(A, B, pi, observations, iterations, least: float):
    """Baum-Welch that ends with the first iteration in which the log-likelihood grows by less than so much."""
    log_likelihoods = hmm.baum_welch(A, B, pi, observations, iterations)[3]
    small = np.flatnonzero(np.diff(log_likelihoods) < least)
    return hmm.baum_welch(A, B, pi, observations, int(small[0]) + 1 if len(small) else iterations)


def _filled_up(A, B, pi, log_likelihoods, iterations):
    """What Baum-Welch returned that ended early, its last log-likelihood repeated."""
    missing = iterations + 1 - len(log_likelihoods)
    return A, B, pi, np.concatenate([log_likelihoods, np.full(missing, log_likelihoods[-1])])


class markov_distribution:
    @staticmethod
    def row_vector(P, p0, steps):
        """You multiply from the left, p @ P, as for a row-stochastic table. In this task the columns of P sum to 1.
        See the handout, section 'Where a Markov chain is after some steps'."""
        chain.markov_distribution(P, p0, steps)
        return p0 @ np.linalg.matrix_power(P, steps)

    @staticmethod
    def elementwise_power(P, p0, steps):
        """You raise every entry of P to a power. A step of the chain is a matrix product, and `**` on an array is none.
        See the handout, section 'Where a Markov chain is after some steps'."""
        chain.markov_distribution(P, p0, steps)
        return P**steps @ p0

    @staticmethod
    def one_step_more(P, p0, steps):
        """You take one step too many. Follow your loop with steps = 0: the chain has not moved yet.
        See the handout, section 'Where a Markov chain is after some steps'."""
        return chain.markov_distribution(P, p0, steps + 1)

    @staticmethod
    def one_step_only(P, p0, steps):
        """You take a single step, whatever `steps` says. Repeat the step.
        See the handout, section 'Where a Markov chain is after some steps'."""
        return chain.markov_distribution(P, p0, min(steps, 1))

    @staticmethod
    def column_of_the_power(P, p0, steps):
        """You start in the first state for certain, and do not use p0. The chain may start anywhere.
        See the handout, section 'Where a Markov chain is after some steps'."""
        return chain.markov_distribution(P, np.eye(len(P))[0], steps)

    @staticmethod
    def exact_check(P, p0, steps):
        """You refuse a table whose columns sum to 1 up to rounding. Sums of decimal fractions are rarely exactly 1 in a computer: allow
        what the handout allows, section 'Where a Markov chain is after some steps'."""
        if np.any(P.sum(axis=0) != 1):
            raise ValueError("columns do not sum to 1")
        return chain.markov_distribution(P, p0, steps)

    @staticmethod
    def loose_check(P, p0, steps):
        """You accept a table whose columns miss 1 by more than the handout allows. Look at the size of your check's tolerance.
        See the handout, section 'Where a Markov chain is after some steps'."""
        if np.any(np.abs(P.sum(axis=0) - 1) > 1e-2):
            raise ValueError("columns do not sum to 1")
        return np.linalg.matrix_power(P, steps) @ p0

    @staticmethod
    def no_check(P, p0, steps):
        """You accept any table. When a column of P does not sum to 1, raise a ValueError.
        See the handout, section 'Where a Markov chain is after some steps'."""
        return np.linalg.matrix_power(P, steps) @ p0

    @staticmethod
    def checks_the_rows(P, p0, steps):
        """You check the rows of P. In this task the columns must sum to 1; the rows need not.
        See the handout, section 'Where a Markov chain is after some steps'."""
        if np.any(np.abs(P.sum(axis=1) - 1) > 1e-4):
            raise ValueError("rows do not sum to 1")
        return np.linalg.matrix_power(P, steps) @ p0


class stationary_distribution:
    @staticmethod
    def left_eigenvector(P):
        """Every state gets the same share. That is what p @ P = p gives when the columns of P sum to 1: this task asks for P @ p = p.
        See the handout, section 'Where a Markov chain settles'."""
        return np.full(len(P), 1 / len(P))

    @staticmethod
    def unit_length(P):
        """Your vector has length 1: its squares sum to 1. Its entries are probabilities, so they must sum to 1 themselves.
        See the handout, section 'Where a Markov chain settles'."""
        p = chain.stationary_distribution(P)
        return p / np.linalg.norm(p)

    @staticmethod
    def high_power(P):
        """You take a high power of P. A periodic chain goes round and round, and its powers never settle.
        See the handout, section 'Where a Markov chain settles'."""
        return np.linalg.matrix_power(P, 1000)[:, 0]

    @staticmethod
    def high_power_from_uniform(P):
        """You start with equal shares and take many steps. A periodic chain goes round and round, and never settles.
        See the handout, section 'Where a Markov chain settles'."""
        return np.linalg.matrix_power(P, 1000) @ np.full(len(P), 1 / len(P))

    @staticmethod
    def mean_of_the_columns(P):
        """You average the columns of P. That is one step from equal shares; one more step would change it again.
        See the handout, section 'Where a Markov chain settles'."""
        return P.mean(axis=1)

    @staticmethod
    def no_sum(P):
        """You solve (P - I) p = 0 alone, and zeros solve that too. One more equation is needed.
        See the handout, section 'Where a Markov chain settles'."""
        return np.zeros(len(P))


class joint_log_probability:
    @staticmethod
    def transposed(A, B, pi, states, observations):
        """You read A[next, now]. In this task the row of A is the state now, and the column the state next.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A.T, B, pi, states, observations)

    @staticmethod
    def no_pi(A, B, pi, states, observations):
        """You leave out pi. The first state has a probability too.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A, B, np.ones_like(pi), states, observations)

    @staticmethod
    def moves_before_the_first_observation(A, B, pi, states, observations):
        """You let the chain move once before the first observation. pi is the distribution of the first state itself.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A, B, pi @ A, states, observations)

    @staticmethod
    def no_first_observation(A, B, pi, states, observations):
        """You leave out the first observation. It depends on the first state as every other on its own.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A, B, pi, states, observations) - _log(B[states[0], observations[0]])

    @staticmethod
    def no_observations(A, B, pi, states, observations):
        """You count the moves of the chain only, and leave out B. The observations have their probabilities too.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A, np.ones_like(B), pi, states, observations)

    @staticmethod
    def probability(A, B, pi, states, observations):
        """You return a probability. This task asks for its natural logarithm.
        See the handout, section 'The probability of a path and its observations'."""
        return np.exp(hmm.joint_log_probability(A, B, pi, states, observations))

    @staticmethod
    def base_two(A, B, pi, states, observations):
        """Your logarithm is to base 2. This task asks for the natural one.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A, B, pi, states, observations) / np.log(2)

    @staticmethod
    def product_first(A, B, pi, states, observations):
        """You multiply all probabilities and take the logarithm at the end. The product of thousands of them is 0 in a computer: add
        logarithms instead. See the handout, section 'The probability of a path and its observations'."""
        moves = np.prod(A[states[:-1], states[1:]])
        return _log(pi[states[0]] * moves * np.prod(B[states, observations]))

    @staticmethod
    def a_little_added(A, B, pi, states, observations):
        """You add a small number before you take the logarithm. What is impossible has the log-probability -inf.
        See the handout, section 'The probability of a path and its observations'."""
        return hmm.joint_log_probability(A + 1e-12, B + 1e-12, pi + 1e-12, states, observations)


class forward:
    @staticmethod
    def largest_instead_of_sum(A, B, pi, observations):
        """You take the best way into each state where you must add up all ways. The largest is Viterbi's; forward sums.
        See the handout, section 'The forward algorithm'."""
        delta, _ = _best_scores(A, B, pi, observations)
        return delta, delta[-1].max()

    @staticmethod
    def transposed(A, B, pi, observations):
        """You use A[next, now]. In this task the row of A is the state now, and the column the state next: to reach state j you need
        column j. See the handout, section 'The forward algorithm'."""
        return hmm.forward(A.T, B, pi, observations)

    @staticmethod
    def no_pi(A, B, pi, observations):
        """You start without pi. The first row is about the first state, and pi says how likely each one is.
        See the handout, section 'The forward algorithm'."""
        return hmm.forward(A, B, np.ones_like(pi), observations)

    @staticmethod
    def moves_before_the_first_observation(A, B, pi, observations):
        """You let the chain move once before the first observation. pi is the distribution of the first state itself.
        See the handout, section 'The forward algorithm'."""
        return hmm.forward(A, B, pi @ A, observations)

    @staticmethod
    def no_first_observation(A, B, pi, observations):
        """Your first row is log pi alone. It must explain the first observation too.
        See the handout, section 'The forward algorithm'."""
        scores = _no_emission_at_first(A, B, pi, observations, _log_sum_exp)
        return scores, _log_sum_exp(scores[-1], axis=0)

    @staticmethod
    def probabilities(A, B, pi, observations):
        """You return probabilities. This task asks for their natural logarithms.
        See the handout, section 'The forward algorithm'."""
        log_alpha, log_likelihood = hmm.forward(A, B, pi, observations)
        return np.exp(log_alpha), np.exp(log_likelihood)

    @staticmethod
    def logarithm_at_the_end(A, B, pi, observations):
        """You multiply probabilities for the whole sequence, or take exp of their logarithms as they are. In a computer that is 0 after
        some hundred steps: take the largest logarithm out of each sum first, or rescale at every step. See the handout, section
        'The forward algorithm'."""
        alpha = np.zeros((len(observations), len(pi)), dtype=A.dtype)
        alpha[0] = pi * B[:, observations[0]]
        for t in range(1, len(observations)):
            alpha[t] = alpha[t - 1] @ A * B[:, observations[t]]
        return _log(alpha), _log(alpha[-1].sum())

    @staticmethod
    def rescaled_alpha(A, B, pi, observations):
        """Your rows are rescaled to sum to 1, so they hold p(state now | observations so far). Put back what you divided by.
        See the handout, section 'The forward algorithm'."""
        log_alpha, log_likelihood = hmm.forward(A, B, pi, observations)
        return log_alpha - _log_sum_exp(log_alpha, axis=1)[:, None], log_likelihood

    @staticmethod
    def sum_of_logarithms(A, B, pi, observations):
        """You add up the logarithms of the last row. The likelihood is a sum of probabilities: take the logarithm of that sum.
        See the handout, section 'The forward algorithm'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        return log_alpha, log_alpha[-1].sum()

    @staticmethod
    def a_little_added(A, B, pi, observations):
        """You add a small number before you take the logarithm. What is impossible has the log-probability -inf.
        See the handout, section 'The forward algorithm'."""
        return hmm.forward(A + 1e-12, B + 1e-12, pi + 1e-12, observations)

    @staticmethod
    def infinity_minus_infinity(A, B, pi, observations):
        """Where every way into a state is impossible, you subtract -inf from -inf, and that is NaN. Treat a largest value of -inf apart.
        See the handout, section 'The forward algorithm'."""

        def naive(x, axis):
            top = x.max(axis=axis, keepdims=True)
            with np.errstate(invalid="ignore"):
                return _log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis=axis)

        log_alpha = np.zeros((len(observations), len(pi)), dtype=A.dtype)
        log_alpha[0] = _log(pi) + _log(B)[:, observations[0]]
        for t in range(1, len(observations)):
            log_alpha[t] = naive(log_alpha[t - 1][:, None] + _log(A), 0) + _log(B)[:, observations[t]]
        return log_alpha, naive(log_alpha[-1], 0)


class backward:
    @staticmethod
    def transposed(A, B, observations):
        """You use A[next, now]. In this task the row of A is the state now, and the column the state next: from state i you need row i.
        See the handout, section 'The backward algorithm'."""
        return hmm.backward(A.T, B, observations)

    @staticmethod
    def observation_of_now(A, B, observations):
        """You use the observation at t. log_beta at t explains what comes after t: the next observation, in the next state.
        See the handout, section 'The backward algorithm'."""
        log_beta = np.zeros((len(observations), len(A)), dtype=A.dtype)
        for t in range(len(observations) - 2, -1, -1):
            log_beta[t] = _log_sum_exp(_log(A) + _log(B)[:, observations[t]] + log_beta[t + 1], axis=1)
        return log_beta

    @staticmethod
    def observation_in_the_state_of_now(A, B, observations):
        """You take the next observation as if the state of now showed it. It is the next state that shows it.
        See the handout, section 'The backward algorithm'."""
        log_beta = np.zeros((len(observations), len(A)), dtype=A.dtype)
        for t in range(len(observations) - 2, -1, -1):
            log_beta[t] = _log_sum_exp(_log(A) + log_beta[t + 1], axis=1) + _log(B)[:, observations[t + 1]]
        return log_beta

    @staticmethod
    def ends_with_zero_probability(A, B, observations):
        """Your last row stands for probability 0, and so everything before it does. After the last step nothing is left to explain, and
        that is certain. See the handout, section 'The backward algorithm'."""
        return np.full((len(observations), len(A)), -np.inf)

    @staticmethod
    def ends_with_equal_shares(A, B, observations):
        """Your last row is log(1 / S), as if the last state were still to be drawn. After the last step nothing is left to explain.
        See the handout, section 'The backward algorithm'."""
        return hmm.backward(A, B, observations) - np.log(len(A))

    @staticmethod
    def upside_down(A, B, observations):
        """Your rows are in the order in which you computed them, last step first. Row t belongs to step t.
        See the handout, section 'The backward algorithm'."""
        return hmm.backward(A, B, observations)[::-1]

    @staticmethod
    def probabilities(A, B, observations):
        """You return probabilities. This task asks for their natural logarithms.
        See the handout, section 'The backward algorithm'."""
        return np.exp(hmm.backward(A, B, observations))

    @staticmethod
    def largest_instead_of_sum(A, B, observations):
        """You take the best way on from each state where you must add up all ways.
        See the handout, section 'The backward algorithm'."""
        log_beta = np.zeros((len(observations), len(A)), dtype=A.dtype)
        for t in range(len(observations) - 2, -1, -1):
            log_beta[t] = (_log(A) + _log(B)[:, observations[t + 1]] + log_beta[t + 1]).max(axis=1)
        return log_beta

    @staticmethod
    def rescaled_beta(A, B, observations):
        """You rescale every row to sum to 1. Put back what you divided by: log_beta is a log-probability of observations.
        See the handout, section 'The backward algorithm'."""
        log_beta = hmm.backward(A, B, observations)
        log_beta[:-1] -= _log_sum_exp(log_beta[:-1], axis=1)[:, None]
        return log_beta

    @staticmethod
    def a_little_added(A, B, observations):
        """You add a small number before you take the logarithm. What is impossible has the log-probability -inf.
        See the handout, section 'The backward algorithm'."""
        return hmm.backward(A + 1e-12, B + 1e-12, observations)

    @staticmethod
    def logarithm_at_the_end(A, B, observations):
        """You multiply probabilities for the whole sequence, or take exp of their logarithms as they are. In a computer that is 0 after
        some hundred steps: take the largest logarithm out of each sum first, or rescale every row. See the handout, section 'The backward
        algorithm'."""
        beta = np.ones((len(observations), len(A)), dtype=A.dtype)
        for t in range(len(observations) - 2, -1, -1):
            beta[t] = A @ (B[:, observations[t + 1]] * beta[t + 1])
        return _log(beta)


class posterior:
    @staticmethod
    def only_the_past(A, B, pi, observations):
        """You use the observations up to t only (that is filtering). What comes later tells about the state at t too.
        See the handout, section 'The posterior of each state'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        return np.exp(log_alpha - _log_sum_exp(log_alpha, axis=1)[:, None])

    @staticmethod
    def only_the_future(A, B, pi, observations):
        """You use the backward scores only. What came before tells about the state at t too.
        See the handout, section 'The posterior of each state'."""
        log_beta = hmm.backward(A, B, observations)
        return np.exp(log_beta - _log_sum_exp(log_beta, axis=1)[:, None])

    @staticmethod
    def over_time(A, B, pi, observations):
        """You make the columns sum to 1, over time. At each step it is the states that share the probability 1.
        See the handout, section 'The posterior of each state'."""
        gamma = hmm.posterior(A, B, pi, observations)
        return gamma / gamma.sum(axis=0)

    @staticmethod
    def not_divided(A, B, pi, observations):
        """You return the probability of the state together with all observations. Divide it by the likelihood of the observations.
        See the handout, section 'The posterior of each state'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        return np.exp(log_alpha + hmm.backward(A, B, observations))

    @staticmethod
    def logarithms(A, B, pi, observations):
        """You return logarithms. This task asks for probabilities.
        See the handout, section 'The posterior of each state'."""
        return _log(hmm.posterior(A, B, pi, observations))

    @staticmethod
    def backward_transposed(A, B, pi, observations):
        """You use A[next, now] on the way back. In this task the row of A is the state now, and the column the state next, in both
        directions. See the handout, section 'The posterior of each state'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        both = log_alpha + hmm.backward(A.T, B, observations)
        return np.exp(both - _log_sum_exp(both, axis=1)[:, None])

    @staticmethod
    def backward_upside_down(A, B, pi, observations):
        """You join forward row t with the wrong backward row: yours are in the order in which they were computed, last step first.
        See the handout, section 'The posterior of each state'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        both = log_alpha + hmm.backward(A, B, observations)[::-1]
        return np.exp(both - _log_sum_exp(both, axis=1)[:, None])

    @staticmethod
    def all_or_nothing(A, B, pi, observations):
        """You put all probability on the best path. The posterior keeps every state that is possible.
        See the handout, section 'The posterior of each state'."""
        return np.eye(len(pi))[hmm.viterbi(A, B, pi, observations)[0]]

    @staticmethod
    def a_little_added(A, B, pi, observations):
        """You add a small number so that no probability is 0. Where A, B or pi is 0, a state is impossible, and its posterior is 0.
        See the handout, section 'The posterior of each state'."""
        gamma = hmm.posterior(A + 1e-2, B + 1e-2, pi + 1e-2, observations)
        return gamma / gamma.sum(axis=1, keepdims=True)


class viterbi:
    @staticmethod
    def best_emission_at_each_step(A, B, pi, observations):
        """You take the state that shows each observation best, and leave out how the chain moves.
        See the handout, section 'Viterbi decoding'."""
        path = B[:, observations].argmax(axis=0)
        return path, hmm.joint_log_probability(A, B, pi, path, observations)

    @staticmethod
    def no_backpointers(A, B, pi, observations):
        """You take the state with the best score at each step. The best path must be followed back from its end, through the state that
        each best score came from. See the handout, section 'Viterbi decoding'."""
        delta, _ = _best_scores(A, B, pi, observations)
        return delta.argmax(axis=1), delta[-1].max()

    @staticmethod
    def best_next_state(A, B, pi, observations):
        """You choose each state from the one before it, the best next step, and never look back. A good step can lead to a bad end: keep
        the best score of every state, and follow the best path back from its end. See the handout, section 'Viterbi decoding'."""
        scores = _log(pi) + _log(B)[:, observations[0]]
        path = [int(scores.argmax())]
        for symbol in observations[1:]:
            path.append(int((_log(A)[path[-1]] + _log(B)[:, symbol]).argmax()))
        return np.array(path), hmm.joint_log_probability(A, B, pi, np.array(path), observations)

    @staticmethod
    def most_likely_state_at_each_step(A, B, pi, observations):
        """You take the most likely state at each step (posterior decoding). The best path as a whole is another question: its steps must
        fit together. See the handout, section 'Viterbi decoding'."""
        gamma = hmm.posterior(A, B, pi, observations)
        return gamma.argmax(axis=1), _log(gamma.max(axis=1)).sum()

    @staticmethod
    def path_of_most_likely_states(A, B, pi, observations):
        """You take the most likely state at each step (posterior decoding), and weigh the path that these states make. There is a more
        probable path: keep the best score of every state, and follow the best path back from its end.
        See the handout, section 'Viterbi decoding'."""
        path = hmm.posterior(A, B, pi, observations).argmax(axis=1)
        return path, hmm.joint_log_probability(A, B, pi, path, observations)

    @staticmethod
    def transposed(A, B, pi, observations):
        """You use A[next, now]. In this task the row of A is the state now, and the column the state next: the ways into state j are
        column j. See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(A.T, B, pi, observations)

    @staticmethod
    def no_pi(A, B, pi, observations):
        """You start without pi. The first scores are about the first state, and pi says how likely each one is.
        See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(A, B, np.ones_like(pi), observations)

    @staticmethod
    def moves_before_the_first_observation(A, B, pi, observations):
        """You let the chain move once before the first observation. pi is the distribution of the first state itself.
        See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(A, B, pi @ A, observations)

    @staticmethod
    def first_step_last(A, B, pi, observations):
        """Your path is in the order in which you followed it, last step first. Turn it round.
        See the handout, section 'Viterbi decoding'."""
        path, log_probability = hmm.viterbi(A, B, pi, observations)
        return path[::-1], log_probability

    @staticmethod
    def pointers_one_step_off(A, B, pi, observations):
        """You follow the backpointers of the wrong step. The pointers stored at step t say where the path was at t - 1.
        See the handout, section 'Viterbi decoding'."""
        delta, back = _best_scores(A, B, pi, observations)
        path = [int(delta[-1].argmax())]
        for t in range(len(observations) - 2, -1, -1):
            path.append(int(back[t, path[-1]]))
        return np.array(path[::-1]), delta[-1].max()

    @staticmethod
    def likelihood_of_all_paths(A, B, pi, observations):
        """Your log-probability is that of all paths together. It must be that of the one path that you return.
        See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(A, B, pi, observations)[0], hmm.forward(A, B, pi, observations)[1]

    @staticmethod
    def probability(A, B, pi, observations):
        """You return the probability of the path. This task asks for its natural logarithm.
        See the handout, section 'Viterbi decoding'."""
        path, log_probability = hmm.viterbi(A, B, pi, observations)
        return path, np.exp(log_probability)

    @staticmethod
    def product_of_probabilities(A, B, pi, observations):
        """You multiply probabilities for the whole sequence. The product of thousands of them is 0 in a computer, and then all paths look
        alike: add logarithms. See the handout, section 'Viterbi decoding'."""
        best = pi * B[:, observations[0]]
        back = np.zeros((len(observations), len(pi)), dtype=np.int64)
        for t in range(1, len(observations)):
            back[t] = (best[:, None] * A).argmax(axis=0)
            best = (best[:, None] * A).max(axis=0) * B[:, observations[t]]
        path = np.full(len(observations), best.argmax())
        for t in range(len(observations) - 1, 0, -1):
            path[t - 1] = back[t, path[t]]
        return path, _log(best.max())

    @staticmethod
    def logarithm_of_zero_is_zero(A, B, pi, observations):
        """You leave zeros alone when you take logarithms, so log 0 becomes 0, and that is log 1: what is impossible counts as certain.
        See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(*(np.where(p > 0, p, 1.0) for p in (A, B, pi)), observations)

    @staticmethod
    def a_little_added(A, B, pi, observations):
        """You add a tiny number before the logarithm, so what is impossible costs only a fixed price, and a long sequence pays it. The
        logarithm of 0 is -inf. See the handout, section 'Viterbi decoding'."""
        return hmm.viterbi(*(np.where(p > 0, p, 1e-10) for p in (A, B, pi)), observations)

    @staticmethod
    def ties_to_the_highest(A, B, pi, observations):
        """Of equally good states you take the highest. This task asks for the lowest.
        See the handout, section 'Viterbi decoding'."""
        path, log_probability = hmm.viterbi(A[::-1, ::-1], B[::-1], pi[::-1], observations)
        return len(pi) - 1 - path, log_probability

    @staticmethod
    def ties_from_the_start(A, B, pi, observations):
        """Of equally good paths you take the one that starts lowest. This task asks for the lowest end state first, and then goes back.
        See the handout, section 'Viterbi decoding'."""
        _, log_probability = hmm.viterbi(A, B, pi, observations)
        log_A, log_B = _log(A), _log(B)
        onward = np.zeros((len(observations), len(pi)), dtype=A.dtype)
        for t in range(len(observations) - 2, -1, -1):
            onward[t] = (log_A + log_B[:, observations[t + 1]] + onward[t + 1]).max(axis=1)
        path = [int((_log(pi) + log_B[:, observations[0]] + onward[0]).argmax())]
        for t in range(1, len(observations)):
            path.append(int((log_A[path[-1]] + log_B[:, observations[t]] + onward[t]).argmax()))
        return np.array(path), log_probability


class baum_welch_step:
    @staticmethod
    def moves_over_all_steps(A, B, pi, observations):
        """You divide the expected moves by the expected visits at all steps. No move starts at the last step, so the rows of your A do not
        sum to 1. See the handout, section 'One Baum-Welch step'."""
        return _over_all_steps(A, B, pi, observations)

    @staticmethod
    def pi_stays(A, B, pi, observations):
        """You return pi as it came in. This update estimates pi too.
        See the handout, section 'One Baum-Welch step'."""
        new_A, new_B, _ = hmm.baum_welch_step(A, B, pi, observations)
        return new_A, new_B, pi

    @staticmethod
    def observation_of_now(A, B, pi, observations):
        """In your expected moves the next state shows the observation at t. It shows the one at t + 1.
        See the handout, section 'One Baum-Welch step'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        log_beta = hmm.backward(A, B, observations)
        explains = _log(B)[:, observations[:-1]].T + log_beta[1:]
        moves = np.exp(log_alpha[:-1, :, None] + _log(A) + explains[:, None, :])
        moves /= moves.sum(axis=(1, 2), keepdims=True)
        _, new_B, new_pi = hmm.baum_welch_step(A, B, pi, observations)
        return _rows(moves.sum(axis=0), A), new_B, new_pi

    @staticmethod
    def whole_table(A, B, pi, observations):
        """You divide the expected moves by the sum of the whole table. Every row of A is a distribution: divide each row by its own sum.
        See the handout, section 'One Baum-Welch step'."""
        _, moves = _gamma_and_moves(A, B, pi, observations)
        _, new_B, new_pi = hmm.baum_welch_step(A, B, pi, observations)
        return moves.sum(axis=0) / moves.sum(), new_B, new_pi

    @staticmethod
    def symbols_over_states(A, B, pi, observations):
        """You make the columns of B sum to 1, over the states. Every row of B is a distribution over the symbols.
        See the handout, section 'One Baum-Welch step'."""
        gamma, _ = _gamma_and_moves(A, B, pi, observations)
        counts = _symbol_counts(gamma, observations, B.shape[1])
        new_A, _, new_pi = hmm.baum_welch_step(A, B, pi, observations)
        total = counts.sum(axis=0)
        return new_A, counts / np.where(total > 0, total, 1), new_pi

    @staticmethod
    def best_path_only(A, B, pi, observations):
        """You count along the best path only. EM counts all paths, each by its probability.
        See the handout, section 'One Baum-Welch step'."""
        path = hmm.viterbi(A, B, pi, observations)[0]
        gamma = np.eye(len(pi))[path]
        return _rows(gamma[:-1].T @ gamma[1:], A), _rows(_symbol_counts(gamma, observations, B.shape[1]), B), gamma[0]

    @staticmethod
    def only_the_past(A, B, pi, observations):
        """You count with what is known up to each step (the forward scores). Expected counts use the whole sequence, so the backward scores
        too. See the handout, section 'One Baum-Welch step'."""
        log_alpha, _ = hmm.forward(A, B, pi, observations)
        gamma = np.exp(log_alpha - _log_sum_exp(log_alpha, axis=1)[:, None])
        moves = gamma[:-1, :, None] * A * B[:, observations[1:]].T[:, None, :]
        moves /= moves.sum(axis=(1, 2), keepdims=True)
        return _rows(moves.sum(axis=0), A), _rows(_symbol_counts(gamma, observations, B.shape[1]), B), gamma[0]

    @staticmethod
    def new_A_too_early(A, B, pi, observations):
        """You count for B with the new A already in place. All counts of one update are taken under the parameters that came in.
        See the handout, section 'One Baum-Welch step'."""
        return _new_A_too_early(A, B, pi, observations)

    @staticmethod
    def nothing_over_nothing(A, B, pi, observations):
        """You divide 0 by 0 where a state is never expected, and that is NaN. Such a row stays as it was.
        See the handout, section 'One Baum-Welch step'."""
        gamma, moves = _gamma_and_moves(A, B, pi, observations)
        counts = _symbol_counts(gamma, observations, B.shape[1])
        with np.errstate(invalid="ignore", divide="ignore"):
            return moves.sum(axis=0) / moves.sum(axis=(0, 2))[:, None], counts / counts.sum(axis=1, keepdims=True), gamma[0]

    @staticmethod
    def empty_rows_become_zero(A, B, pi, observations):
        """Where a state is never expected, you return a row of zeros, and that is no distribution. Such a row stays as it was.
        See the handout, section 'One Baum-Welch step'."""
        return _refilled(A, B, pi, observations, 0)

    @staticmethod
    def empty_rows_become_equal(A, B, pi, observations):
        """Where a state is never expected, you give all entries of its row the same probability. Such a row stays as it was.
        See the handout, section 'One Baum-Welch step'."""
        return _refilled(A, B, pi, observations, 1)


class baum_welch:
    @staticmethod
    def first_likelihood_missing(A, B, pi, observations, iterations):
        """Your log-likelihoods begin after the first update. The first one belongs to the parameters that came in.
        See the handout, section 'Baum-Welch'."""
        *parameters, log_likelihoods = hmm.baum_welch(A, B, pi, observations, iterations)
        return *parameters, log_likelihoods[1:]

    @staticmethod
    def last_likelihood_missing(A, B, pi, observations, iterations):
        """Your log-likelihoods end before the last update. The last one belongs to the parameters that you return.
        See the handout, section 'Baum-Welch'."""
        *parameters, log_likelihoods = hmm.baum_welch(A, B, pi, observations, iterations)
        return *parameters, log_likelihoods[:-1]

    @staticmethod
    def stops_early(A, B, pi, observations, iterations):
        """You stop when the log-likelihood hardly grows any more. This task asks for as many iterations as `iterations` says.
        See the handout, section 'Baum-Welch'."""
        return _stopped(A, B, pi, observations, iterations, least=1e-2)

    @staticmethod
    def stops_early_at_a_thousandth(A, B, pi, observations, iterations):
        """You stop when the log-likelihood grows by less than a thousandth. It may rest for a while and then grow again: this task asks
        for as many iterations as `iterations` says. See the handout, section 'Baum-Welch'."""
        return _stopped(A, B, pi, observations, iterations, least=1e-3)

    @staticmethod
    def stops_when_nothing_grows(A, B, pi, observations, iterations):
        """You stop when the log-likelihood grows no more, or by next to nothing. This task asks for as many iterations as `iterations`
        says, and for a log-likelihood after each of them. See the handout, section 'Baum-Welch'."""
        return _stopped(A, B, pi, observations, iterations, least=1e-4)

    @staticmethod
    def stops_early_and_fills_up(A, B, pi, observations, iterations):
        """You stop when the log-likelihood hardly grows, and repeat the last one. It may rest for a while and then grow again: this task
        asks for as many iterations as `iterations` says. See the handout, section 'Baum-Welch'."""
        return _filled_up(*_stopped(A, B, pi, observations, iterations, least=1e-2), iterations)

    @staticmethod
    def stops_early_at_a_thousandth_and_fills_up(A, B, pi, observations, iterations):
        """You stop when the log-likelihood grows by less than a thousandth, and repeat the last one. It may rest for a while and then grow
        again: this task asks for as many iterations as `iterations` says. See the handout, section 'Baum-Welch'."""
        return _filled_up(*_stopped(A, B, pi, observations, iterations, least=1e-3), iterations)

    @staticmethod
    def pi_stays(A, B, pi, observations, iterations):
        """You keep pi as it came in. Every iteration estimates pi too.
        See the handout, section 'Baum-Welch'."""

        def step(A, B, pi, observations):
            return *hmm.baum_welch_step(A, B, pi, observations)[:2], pi

        return _iterated(step, A, B, pi, observations, iterations)

    @staticmethod
    def starts_over(A, B, pi, observations, iterations):
        """Every iteration of yours starts from the parameters that came in. It must go on from those of the iteration before.
        See the handout, section 'Baum-Welch'."""
        new = hmm.baum_welch_step(A, B, pi, observations)
        before, after = hmm.forward(A, B, pi, observations)[1], hmm.forward(*new, observations)[1]
        return *new, np.array([before] + [after] * iterations)

    @staticmethod
    def one_iteration_less(A, B, pi, observations, iterations):
        """You return the parameters from before the last update, although your log-likelihoods go on to it.
        See the handout, section 'Baum-Welch'."""
        return *hmm.baum_welch(A, B, pi, observations, iterations - 1)[:3], hmm.baum_welch(A, B, pi, observations, iterations)[3]

    @staticmethod
    def one_update_too_many(A, B, pi, observations, iterations):
        """You return the parameters of one update too many. Your log-likelihoods are right: update the parameters `iterations` times, and
        then only find the last log-likelihood. See the handout, section 'Baum-Welch'."""
        return *hmm.baum_welch(A, B, pi, observations, iterations + 1)[:3], hmm.baum_welch(A, B, pi, observations, iterations)[3]

    @staticmethod
    def one_iteration_more(A, B, pi, observations, iterations):
        """You make one iteration too many, so that there is one log-likelihood too many. There are `iterations` updates, and
        iterations + 1 log-likelihoods: the first belongs to the parameters that came in. See the handout, section 'Baum-Welch'."""
        return hmm.baum_welch(A, B, pi, observations, iterations + 1)

    @staticmethod
    def moves_over_all_steps(A, B, pi, observations, iterations):
        """You divide the expected moves by the expected visits at all steps. No move starts at the last step, so the rows of your A do not
        sum to 1. See the handout, section 'Baum-Welch'."""
        return _iterated(_over_all_steps, A, B, pi, observations, iterations)

    @staticmethod
    def new_A_too_early(A, B, pi, observations, iterations):
        """You count for B with the new A already in place. All counts of one iteration are taken under the parameters of the one before.
        See the handout, section 'Baum-Welch'."""
        return _iterated(_new_A_too_early, A, B, pi, observations, iterations)

    @staticmethod
    def likelihoods(A, B, pi, observations, iterations):
        """You return likelihoods. This task asks for their natural logarithms.
        See the handout, section 'Baum-Welch'."""
        *parameters, log_likelihoods = hmm.baum_welch(A, B, pi, observations, iterations)
        return *parameters, np.exp(log_likelihoods)

    @staticmethod
    def mean_over_steps(A, B, pi, observations, iterations):
        """You divide the log-likelihood by the number of steps. This task asks for that of the whole sequence.
        See the handout, section 'Baum-Welch'."""
        *parameters, log_likelihoods = hmm.baum_welch(A, B, pi, observations, iterations)
        return *parameters, log_likelihoods / len(observations)


def _shown(B, states, u) -> np.ndarray:
    """The observations that these states show."""
    return np.array([np.argmax(np.cumsum(B[s]) > x) for s, x in zip(states, u[:, 1], strict=True)])


class hmm_sample:
    @staticmethod
    def transposed(A, B, pi, u):
        """You draw the next state from a column of A. In this task the row of A is the state now.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(A.T, B, pi, u)

    @staticmethod
    def columns_of_u_swapped(A, B, pi, u):
        """You draw the state with u[t, 1] and the observation with u[t, 0]. It is the other way round.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(A, B, pi, u[:, ::-1])

    @staticmethod
    def one_u_for_both(A, B, pi, u):
        """You draw the observation with the number that has drawn the state. Each draw has its own: u[t, 0], then u[t, 1].
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(A, B, pi, u[:, [0, 0]])

    @staticmethod
    def pi_at_every_step(A, B, pi, u):
        """You draw every state from pi. Only the first one comes from pi; then the chain moves.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(np.tile(pi, (len(pi), 1)), B, pi, u)

    @staticmethod
    def moves_before_the_first_observation(A, B, pi, u):
        """You let the chain move once before the first observation. pi is the distribution of the first state itself.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(A, B, pi @ A, u)

    @staticmethod
    def first_state_from_A(A, B, pi, u):
        """You draw the first state from the first row of A. The first state comes from pi; A is for the moves after it.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(A, B, A[0], u)

    @staticmethod
    def observation_of_the_state_before(A, B, pi, u):
        """You draw the observation from the state before the move. First the chain moves, then the new state shows something.
        See the handout, section 'Drawing from the model'."""
        states = hmm.hmm_sample(A, B, pi, u)[0]
        before = np.concatenate([states[:1], states[:-1]])
        return states, _shown(B, before, u)

    @staticmethod
    def observation_of_the_entry_before(A, B, pi, u):
        """You draw observation t from states[t - 1], which at t = 0 is an entry that is still 0. The state of its own step shows it.
        See the handout, section 'Drawing from the model'."""
        states = hmm.hmm_sample(A, B, pi, u)[0]
        return states, _shown(B, np.concatenate([[0], states[:-1]]), u)

    @staticmethod
    def most_likely(A, B, pi, u):
        """You take the most likely value at every draw, and do not use u. The smallest value whose cumulative sum exceeds u is asked for.
        See the handout, section 'Drawing from the model'."""
        return hmm.hmm_sample(*(np.eye(p.shape[-1])[p.argmax(axis=-1)] for p in (A, B, pi)), u)

    @staticmethod
    def counted_from_one(A, B, pi, u):
        """Your states and observations are counted from 1. This task counts from 0.
        See the handout, section 'Drawing from the model'."""
        states, observations = hmm.hmm_sample(A, B, pi, u)
        return states + 1, observations + 1

    @staticmethod
    def observations_first(A, B, pi, u):
        """You return the observations first. This task asks for (states, observations).
        See the handout, section 'Drawing from the model'."""
        states, observations = hmm.hmm_sample(A, B, pi, u)
        return observations, states
