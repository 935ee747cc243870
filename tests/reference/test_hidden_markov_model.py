"""Witnesses for reference/hidden_markov_model.py: hmmlearn, every path enumerated in exact fractions, and published numbers."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hmmlearn.hmm import CategoricalHMM

from reference import hidden_markov_model as hmm

SLIDES = (np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0.6, 0.4]))
TEN_DAYS = np.array([0, 1, 1, 0, 1, 1, 1, 0, 0, 1])

TABLE = (
    np.array([[3, 4, 9], [12, 3, 1], [2, 7, 7]]) / 16,
    np.array([[3, 1, 6, 6], [1, 5, 4, 6], [2, 12, 1, 1]]) / 16,
    np.array([13, 2, 1]) / 16,
)
SEVEN_STEPS = np.array([2, 2, 3, 0, 3, 2, 1])

# Russell and Norvig's umbrella world: state 0 rain, observation 0 umbrella. Their prior is on the day before the first observation;
# it is uniform and stays so, so that it is pi as well.
UMBRELLA = (np.array([[0.7, 0.3], [0.3, 0.7]]), np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0.5, 0.5]))
TTFTT = np.array([0, 0, 1, 0, 0])

# Jurafsky and Martin's ice creams: states hot and cold, observations one, two, three ice creams.
ICE_CREAM = (np.array([[0.6, 0.4], [0.5, 0.5]]), np.array([[0.2, 0.4, 0.4], [0.5, 0.4, 0.1]]), np.array([0.8, 0.2]))


def drawn_model(seed: int, states: int = 3, symbols: int = 4, steps: int = 7):
    """A model with Dirichlet rows, and observations."""
    rng = np.random.default_rng(seed)
    A, B = rng.dirichlet(np.ones(states), size=states), rng.dirichlet(np.ones(symbols), size=states)
    return (A, B, rng.dirichlet(np.ones(states))), rng.integers(symbols, size=steps)


def learner(A, B, pi, **settings) -> CategoricalHMM:
    """The same model in hmmlearn."""
    model = CategoricalHMM(n_components=len(pi), init_params="", params="ste", **settings)
    model.startprob_, model.transmat_, model.emissionprob_, model.n_features = pi, A, B, B.shape[1]
    return model


def every_path(A, B, pi, observations) -> dict[tuple[int, ...], Fraction]:
    """The exact joint probability of every path with the observations."""
    A, B = [[Fraction(x) for x in row] for row in A.tolist()], [[Fraction(x) for x in row] for row in B.tolist()]
    start = [Fraction(x) for x in pi.tolist()]
    weights = {}
    for path in itertools.product(range(len(pi)), repeat=len(observations)):
        weight = start[path[0]] * B[path[0]][observations[0]]
        for t in range(1, len(path)):
            weight *= A[path[t - 1]][path[t]] * B[path[t]][observations[t]]
        weights[path] = weight
    return weights


# ---- every path, in exact fractions ----


@pytest.fixture(scope="module")
def paths() -> dict[tuple[int, ...], Fraction]:
    return every_path(*TABLE, SEVEN_STEPS)


def test_forward_sums_every_path(paths):
    log_alpha, log_likelihood = hmm.forward(*TABLE, SEVEN_STEPS)
    assert sum(paths.values()) == Fraction(3817214926695, 2**56)
    assert log_likelihood == pytest.approx(math.log(sum(paths.values())), rel=1e-14)
    for t in range(1, 8):
        short = every_path(*TABLE, SEVEN_STEPS[:t])
        for state in range(3):
            assert log_alpha[t - 1, state] == pytest.approx(math.log(sum(w for p, w in short.items() if p[-1] == state)), rel=1e-13)


def test_backward_sums_every_way_on():
    A, B, _ = TABLE
    log_beta = hmm.backward(A, B, SEVEN_STEPS)
    assert np.array_equal(log_beta[-1], np.zeros(3))
    for t in range(6):
        for state in range(3):
            ways_on = every_path(A, B, A[state], SEVEN_STEPS[t + 1 :])
            assert log_beta[t, state] == pytest.approx(math.log(sum(ways_on.values())), rel=1e-13)


def test_posterior_is_the_share_of_the_paths(paths):
    gamma, total = hmm.posterior(*TABLE, SEVEN_STEPS), sum(paths.values())
    for t, state in itertools.product(range(7), range(3)):
        assert gamma[t, state] == pytest.approx(float(sum(w for p, w in paths.items() if p[t] == state) / total), rel=1e-12)


def test_viterbi_finds_the_best_path(paths):
    path, log_probability = hmm.viterbi(*TABLE, SEVEN_STEPS)
    second, best = sorted(paths, key=paths.__getitem__)[-2:]
    assert tuple(path) == best == (0, 1, 0, 2, 1, 0, 2)
    assert log_probability == pytest.approx(math.log(paths[best]), rel=1e-14)
    assert paths[best] / paths[second] == Fraction(7, 3)


def test_joint_log_probability_agrees_on_every_path(paths):
    for path in list(paths)[::37]:
        answer = hmm.joint_log_probability(*TABLE, np.array(path), SEVEN_STEPS)
        assert answer == pytest.approx(math.log(paths[path]), rel=1e-13)


def test_baum_welch_counts_along_every_path(paths):
    A, B, pi = TABLE
    moves, symbols, starts = np.zeros_like(A), np.zeros_like(B), np.zeros_like(pi)
    for path, exact in paths.items():
        weight = float(exact)
        starts[path[0]] += weight
        for t, state in enumerate(path):
            symbols[state, SEVEN_STEPS[t]] += weight
            if t:
                moves[path[t - 1], state] += weight
    new_A, new_B, new_pi = hmm.baum_welch_step(A, B, pi, SEVEN_STEPS)
    assert new_A == pytest.approx(moves / moves.sum(axis=1, keepdims=True), rel=1e-12)
    assert new_B == pytest.approx(symbols / symbols.sum(axis=1, keepdims=True), rel=1e-12)
    assert new_pi == pytest.approx(starts / starts.sum(), rel=1e-12)


# ---- hmmlearn ----


@pytest.mark.parametrize("seed", range(6))
def test_hmmlearn_agrees_on_likelihood_posterior_and_best_path(seed):
    parameters, observations = drawn_model(seed, steps=60)
    other, column = learner(*parameters), observations[:, None]
    log_probability, path = other.decode(column, algorithm="viterbi")
    assert hmm.forward(*parameters, observations)[1] == pytest.approx(other.score(column), rel=1e-12)
    assert hmm.posterior(*parameters, observations) == pytest.approx(other.predict_proba(column), rel=1e-9)
    assert np.array_equal(hmm.viterbi(*parameters, observations)[0], path)
    assert hmm.viterbi(*parameters, observations)[1] == pytest.approx(log_probability, rel=1e-12)


@pytest.mark.parametrize("iterations", [1, 5])
@pytest.mark.parametrize("seed", range(3))
def test_hmmlearn_learns_the_same(seed, iterations):
    parameters, observations = drawn_model(seed, steps=40)
    other = learner(*parameters, n_iter=iterations, tol=-np.inf).fit(observations[:, None])
    A, B, pi, log_likelihoods = hmm.baum_welch(*parameters, observations, iterations)
    assert pytest.approx(other.transmat_, rel=1e-9) == A
    assert pytest.approx(other.emissionprob_, rel=1e-9) == B
    assert pi == pytest.approx(other.startprob_, rel=1e-9)
    assert log_likelihoods[:-1] == pytest.approx(list(other.monitor_.history), rel=1e-12)
    assert np.all(np.diff(log_likelihoods) > 0)


def test_five_thousand_steps_agree_with_hmmlearn():
    parameters, observations = drawn_model(0, states=2, symbols=8, steps=5000)
    other, column = learner(*parameters), observations[:, None]
    assert hmm.forward(*parameters, observations)[1] == pytest.approx(other.score(column), rel=1e-12)
    assert hmm.viterbi(*parameters, observations)[1] == pytest.approx(other.decode(column)[0], rel=1e-12)


# ---- published numbers ----


@pytest.mark.parametrize(
    ("days", "likelihood"),
    [([1], 19 / 50), ([0, 1], 0.209), ([0, 1, 1], 0.10007), ([1, 1, 0, 1], 0.0330825), ([0, 0, 1, 1, 0], 0.032547645)],
)
def test_the_slides_days_are_as_likely_as_by_hand(days, likelihood):
    assert np.exp(hmm.forward(*SLIDES, np.array(days))[1]) == pytest.approx(likelihood, rel=1e-12)


def test_the_slides_posteriors():
    assert hmm.posterior(*SLIDES, np.array([0, 1, 1])) * 10007 == pytest.approx(np.array([[7911, 2096], [1271, 8736], [959, 9048]]))
    assert hmm.posterior(*SLIDES, np.array([0, 1])) == pytest.approx(np.array([[837 / 1045, 208 / 1045], [41 / 209, 168 / 209]]))


def test_the_slides_best_paths():
    for days, path, probability in (([0, 1, 1], [0, 1, 1], 0.062208), ([0, 0, 1, 1, 0], [0, 0, 1, 1, 0], 0.0141087744)):
        decoded, log_probability = hmm.viterbi(*SLIDES, np.array(days))
        assert decoded.tolist() == path
        assert np.exp(log_probability) == pytest.approx(probability, rel=1e-12)
        assert log_probability == pytest.approx(hmm.joint_log_probability(*SLIDES, decoded, np.array(days)), rel=1e-14)


def test_the_slides_baum_welch_step():
    A, B, pi, log_likelihoods = hmm.baum_welch(*SLIDES, TEN_DAYS, 1)
    assert pytest.approx(np.array([[0.38318974, 0.61681026], [0.30513524, 0.69486476]]), abs=6e-9) == A
    assert pytest.approx(np.array([[0.80560001, 0.19439999], [0.14928135, 0.85071865]]), abs=6e-9) == B
    assert pi == pytest.approx([0.79122773, 0.20877227], abs=6e-9)
    assert log_likelihoods == pytest.approx([-7.679618557527027, -6.232878414038324], rel=1e-13)


def test_rabiners_weather():
    """Rabiner's weather (rain, clouds, sun): sun sun sun rain rain sun clouds sun, from sun, has the probability 1.536e-4."""
    weather = np.array([[0.4, 0.3, 0.3], [0.2, 0.6, 0.2], [0.1, 0.1, 0.8]])
    week = np.array([2, 2, 2, 0, 0, 2, 1, 2])
    seen = np.eye(3), np.array([0.0, 0.0, 1.0])  # nothing is hidden here
    assert np.exp(hmm.joint_log_probability(weather, *seen, week, week)) == pytest.approx(1.536e-4, rel=1e-12)
    assert np.exp(hmm.forward(weather, *seen, week)[1]) == pytest.approx(1.536e-4, rel=1e-12)


def test_russell_and_norvigs_umbrella():
    log_alpha, _ = hmm.forward(*UMBRELLA, TTFTT[:2])
    filtered = np.exp(log_alpha) / np.exp(log_alpha).sum(axis=1, keepdims=True)
    assert filtered[:, 0] == pytest.approx([0.8182, 0.8834], abs=6e-5)
    assert hmm.posterior(*UMBRELLA, TTFTT[:2])[0, 0] == pytest.approx(0.8834, abs=6e-5)
    assert hmm.posterior(*UMBRELLA, TTFTT)[:, 0] == pytest.approx([0.8673, 0.8204, 0.3075, 0.8204, 0.8673], abs=6e-5)
    path, log_probability = hmm.viterbi(*UMBRELLA, TTFTT)
    assert path.tolist() == [0, 0, 1, 0, 0]
    assert np.exp(log_probability) / 0.55 == pytest.approx(0.0210, abs=6e-5)  # their messages are divided by p(first umbrella)


def test_jurafsky_and_martins_ice_creams():
    log_alpha, log_likelihood = hmm.forward(*ICE_CREAM, np.array([2, 0, 2]))
    assert np.exp(log_alpha[:2]) == pytest.approx(np.array([[0.32, 0.02], [0.0404, 0.069]]), rel=1e-12)
    assert np.exp(log_likelihood) == pytest.approx(0.028562, abs=6e-7)


# ---- zeros, ties, and rows without counts ----


def left_to_right():
    A = np.array([[0.5, 0.5, 0.0], [0.0, 0.25, 0.75], [0.0, 0.0, 1.0]])
    B = np.array([[0.5, 0.25, 0.25, 0.0], [0.25, 0.5, 0.0, 0.25], [0.0, 0.25, 0.25, 0.5]])
    return A, B, np.array([0.75, 0.25, 0.0])


def test_what_is_impossible_is_minus_infinity():
    A, B, pi = left_to_right()
    log_alpha, log_likelihood = hmm.forward(A, B, pi, np.array([2, 3, 0]))  # 3 leaves state 0 for good, 0 is only shown there or in 1
    assert log_alpha[0].tolist() == [math.log(0.75 / 4), -math.inf, -math.inf]
    assert math.isfinite(log_likelihood)
    assert hmm.forward(A, B, pi, np.array([2, 3, 0, 3, 2, 0]))[1] == -math.inf
    assert hmm.backward(A, B, np.array([0, 0]))[0].tolist() == pytest.approx([math.log(0.375), math.log(0.0625), -math.inf])
    assert hmm.joint_log_probability(A, B, pi, np.array([0, 1, 0]), np.array([0, 1, 0])) == -math.inf


@pytest.mark.parametrize("days", [[0, 0], [0, 1, 0], [2, 3, 3, 1], [0, 0, 1, 3, 3, 1]])
def test_zeros_agree_with_every_path(days):
    observations = np.array(days)
    paths = every_path(*left_to_right(), observations)
    assert hmm.forward(*left_to_right(), observations)[1] == pytest.approx(math.log(sum(paths.values())), rel=1e-13)
    path, log_probability = hmm.viterbi(*left_to_right(), observations)
    assert paths[tuple(path)] == max(paths.values())
    assert log_probability == pytest.approx(math.log(max(paths.values())), rel=1e-13)
    assert np.allclose(hmm.posterior(*left_to_right(), observations).sum(axis=1), 1, rtol=1e-12, atol=0)


def lowest_from_the_end(paths: dict[tuple[int, ...], Fraction]) -> tuple[int, ...]:
    """Of the best paths the one with the lowest end state, then the lowest predecessor, and so on back."""
    best = max(paths.values())
    return min((path for path, weight in paths.items() if weight == best), key=lambda path: path[::-1])


def test_ties_go_to_the_lowest_state_from_the_end():
    turns = (
        np.array([[1, 2, 1], [2, 1, 1], [1, 1, 2]]) / 4,
        np.array([[4, 2, 1, 1], [4, 2, 1, 1], [1, 1, 4, 2]]) / 8,
        np.array([1, 1, 2]) / 4,
    )
    observations = np.array([0, 1, 0, 0])
    assert tuple(hmm.viterbi(*turns, observations)[0]) == lowest_from_the_end(every_path(*turns, observations)) == (1, 0, 1, 0)
    alike = (np.full((4, 4), 0.25), np.full((4, 2), 0.5), np.full(4, 0.25))
    assert hmm.viterbi(*alike, np.array([0, 1, 1]))[0].tolist() == [0, 0, 0]


def test_rows_without_an_expected_count_stay():
    A, B, _ = left_to_right()
    A[2] = [0.25, 0.25, 0.5]
    new_A, new_B, _ = hmm.baum_welch_step(A, B, np.array([1.0, 0.0, 0.0]), np.array([0, 1, 3]))  # state 2 at the last step only
    assert np.array_equal(new_A[2], A[2])
    assert new_B[2].tolist() == [0, 0, 0, 1]
    A[1], A[2] = [0.5, 0.5, 0.0], [0.5, 0.25, 0.25]
    new_A, new_B, _ = hmm.baum_welch_step(A, B, np.array([0.5, 0.5, 0.0]), np.array([0, 1, 0, 2]))  # state 2 never
    assert np.array_equal(new_A[2], A[2])
    assert np.array_equal(new_B[2], B[2])


# ---- drawing ----


def test_samples_follow_the_inverse_cdf_by_hand():
    u = np.array([[0.5, 0.95], [0.75, 0.1], [0.3, 0.5]])
    states, observations = hmm.hmm_sample(*SLIDES, u)
    assert states.tolist() == [0, 1, 0]  # 0.5 < 0.6; 0.75 > 0.7; 0.3 < 0.4
    assert observations.tolist() == [1, 0, 0]  # 0.95 > 0.9; 0.1 < 0.2; 0.5 < 0.9


def test_rounding_at_the_end_takes_the_last_possible_value():
    nearly = np.array([0.5, 0.5 - 1e-9, 0.0])
    states, _ = hmm.hmm_sample(np.tile(nearly, (3, 1)), np.ones((3, 1)), nearly, np.array([[1 - 1e-12, 0.0]] * 2))
    assert states.tolist() == [1, 1]


def test_many_samples_have_the_models_frequencies():
    """A chi-square bound: with 15 degrees of freedom a right sampler exceeds 60 once in four million seeds; this seed is fixed."""
    rng = np.random.default_rng(1)
    states, observations = hmm.hmm_sample(*TABLE, rng.random((20_000, 2)))
    A, B, _ = TABLE
    seen, shown = np.zeros_like(A), np.zeros_like(B)
    np.add.at(seen, (states[:-1], states[1:]), 1)
    np.add.at(shown, (states, observations), 1)
    chi_square = 0.0
    for count, p in ((seen, A), (shown, B)):
        expected = count.sum(axis=1, keepdims=True) * p
        chi_square += ((count - expected) ** 2 / expected).sum()
    assert chi_square < 60


# ---- habits ----


def test_arguments_stay_as_they_were_and_float32_stays_float32():
    A, B, pi = (p.astype(np.float32) for p in TABLE)
    u = np.random.default_rng(0).random((5, 2)).astype(np.float32)
    before = [p.copy() for p in (A, B, pi, u, SEVEN_STEPS)]
    answers = [
        *hmm.forward(A, B, pi, SEVEN_STEPS),
        hmm.backward(A, B, SEVEN_STEPS),
        hmm.posterior(A, B, pi, SEVEN_STEPS),
        hmm.viterbi(A, B, pi, SEVEN_STEPS)[1],
        *hmm.baum_welch(A, B, pi, SEVEN_STEPS, 2),
        hmm.joint_log_probability(A, B, pi, SEVEN_STEPS % 3, SEVEN_STEPS),
    ]
    hmm.hmm_sample(A, B, pi, u)
    assert {answer.dtype for answer in answers} == {np.dtype(np.float32)}
    assert all(np.array_equal(p, q) for p, q in zip(before, (A, B, pi, u, SEVEN_STEPS), strict=True))
