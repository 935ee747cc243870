"""Inputs of the assignment on Markov chains and hidden Markov models.

S states, K symbols, T steps: all different, so that a mixed-up axis shows. Probabilities are sixteenths (256ths where there are
many symbols): rows sum to exactly 1, and float32 and float64 students get the same numbers. The slides' own numbers are the exception.

A hidden group draws its models until they bite: every mistake that it is meant to catch gives a clearly different answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from assignments.case import Call, Script
from assignments.hidden_markov_models import mistakes
from reference import hidden_markov_model as hmm
from reference import markov_chain as chain

SLIDES_P = np.array([[0.5, 0.1, 0.7], [0.3, 0.5, 0.2], [0.2, 0.4, 0.1]])
SLIDES = {"A": np.array([[0.7, 0.3], [0.4, 0.6]]), "B": np.array([[0.9, 0.1], [0.2, 0.8]]), "pi": np.array([0.6, 0.4])}
TEN_DAYS = np.array([0, 1, 1, 0, 1, 1, 1, 0, 0, 1])

# Three states, four symbols, seven steps: every wrong way to decode gives another path.
TABLE = {
    "A": np.array([[3, 4, 9], [12, 3, 1], [2, 7, 7]]) / 16,
    "B": np.array([[3, 1, 6, 6], [1, 5, 4, 6], [2, 12, 1, 1]]) / 16,
    "pi": np.array([13, 2, 1]) / 16,
    "observations": np.array([2, 2, 3, 0, 3, 2, 1]),
}

# Mistakes that show only where something is 0, is endless or is tied: the other groups need not catch them.
SPECIAL = {
    "a_little_added",
    "infinity_minus_infinity",
    "logarithm_at_the_end",
    "product_first",
    "product_of_probabilities",
    "logarithm_of_zero_is_zero",
    "ties_to_the_highest",
    "ties_from_the_start",
    "nothing_over_nothing",
    "empty_rows_become_zero",
    "empty_rows_become_equal",
    "exact_check",
    "loose_check",
    "checks_the_rows",
    "high_power",
    "high_power_from_uniform",
    "no_check",
    "stops_early",
    "stops_early_and_fills_up",
    "stops_early_at_a_thousandth",
    "stops_early_at_a_thousandth_and_fills_up",
    "stops_when_nothing_grows",
}
CLEARLY = 0.01  # of the answer's size: a hundred times the usual float32 tolerance
SAME = 1e-6
TRIES = 20_000


# ---- drawing ----


def shares(rng: np.random.Generator, size: int, total: int) -> np.ndarray:
    """(size,) positive whole numbers that sum to the total."""
    cuts = np.sort(rng.choice(np.arange(1, total), size - 1, replace=False))
    return np.diff(np.concatenate([[0], cuts, [total]]))


def distribution(rng: np.random.Generator, size: int) -> np.ndarray:
    """(size,) positive sixteenths that sum to 1."""
    return shares(rng, size, 16) / 16


def rows(rng: np.random.Generator, count: int, size: int) -> np.ndarray:
    """(count, size): a distribution a row."""
    return np.stack([distribution(rng, size) for _ in range(count)])


def model(rng: np.random.Generator, states: int, symbols: int) -> dict[str, np.ndarray]:
    """A model without zeros."""
    return {"A": rows(rng, states, states), "B": rows(rng, states, symbols), "pi": distribution(rng, states)}


def left_to_right(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Three states that are only ever left for the next one, and four symbols, of which each state lacks another one."""
    A, B = np.zeros((3, 3)), np.zeros((3, 4))
    A[0, :2], A[1, 1:], A[2, 2] = distribution(rng, 2), distribution(rng, 2), 1.0
    B[0, [0, 1, 2]], B[1, [0, 1, 3]], B[2, [1, 2, 3]] = rows(rng, 3, 3)
    pi = np.zeros(3)
    pi[:2] = distribution(rng, 2)
    return {"A": A, "B": B, "pi": pi}


def no_way_back(rng: np.random.Generator) -> dict[str, Any]:
    """The second state is never left, and shows badly what comes then, for so long that paying 1e-10 for a way back is better."""
    stay, rare = rng.integers(6, 11) / 16, rng.integers(1, 3)
    A = np.array([[stay, 1 - stay], [0, 1]])
    B = np.array([[16 - rare, rare, 0], [1, 14, 1]]) / 16
    before, after = rng.integers(2, 5), rng.integers(14, 18)
    return {"A": A, "B": B, "pi": np.array([0.75, 0.25]), "observations": np.array([0] * before + [2] + [0] * after)}


def drawn_until(draw: Callable[[], dict[str, Any]], fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first drawn case that fits."""
    for _ in range(TRIES):
        case = draw()
        if fits(case):
            return case
    raise RuntimeError("no case fits: loosen the condition or widen the draw")


def vanishing(case: dict[str, Any], scores: np.ndarray, place: Callable[[int], int]) -> dict[str, Any]:
    """The case with a new symbol at two of its steps, so rare in every state that a product of probabilities becomes 0 at once.

    It does so at the first of them in float32, at the second one in float64, and is never so small a number that it has lost digits: each
    library loses others. scores (T, S): log-probabilities of the first T observations that are taken, `place` says where they stand.
    """
    rare, smallest = 96, (126, 1022)  # powers of 1/2; smaller numbers lose digits, and 24 or 53 further on they are 0
    bits = -np.max(scores / np.log(2), axis=1)
    first, second = (int(np.argmax(bits > limit)) for limit in (smallest[0] - 62, smallest[1] - 32 - rare))
    observations = case["observations"].copy()
    observations[[place(first), place(second)]] = case["B"].shape[1]
    return {**case, "B": np.column_stack([case["B"], np.full(len(case["B"]), 0.5**rare)]), "observations": observations}


# ---- does a case bite? ----


def answer(function: Callable[..., Any], case: dict[str, Any]) -> list[np.ndarray] | None:
    """The parts of an answer, or None where the function raises."""
    try:
        with np.errstate(all="ignore"):
            value = function(**{name: item.copy() if isinstance(item, np.ndarray) else item for name, item in case.items()})
    except (ValueError, IndexError):
        return None
    return [np.asarray(part) for part in (value if isinstance(value, tuple) else (value,))]


def distance(right: np.ndarray, wrong: np.ndarray) -> float:
    """Largest difference as a share of the right array's size; infinite where shapes, whole numbers, infinities or NaN differ."""
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return float("inf")
    if right.dtype.kind == "i":
        return 0.0 if np.array_equal(right, wrong) else float("inf")
    finite = np.isfinite(right)
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / np.max(np.abs(right[finite]), initial=1e-300))


def bites(reference: Callable[..., Any], case: dict[str, Any], *, catch: set[str] | None = None) -> bool:
    """Whether every mistake of the task is clearly off in some part, and nowhere off by little. catch: only these need to be off."""
    right = answer(reference, case)
    if right is None:
        return False
    for name, function in vars(getattr(mistakes, reference.__name__)).items():
        if name.startswith("_"):
            continue
        wrong = answer(function.__func__, case)
        gaps = [float("inf")] if wrong is None else [distance(*pair) for pair in zip(right, wrong, strict=True)]
        wanted = name in catch if catch is not None else name not in SPECIAL
        if any(SAME < gap < CLEARLY for gap in gaps) or (wanted and max(gaps) < CLEARLY):
            return False
    return True


def path_log_probabilities(case: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Every path (T, S^T) and its log-probability (S^T,)."""
    states, steps = len(case["pi"]), len(case["observations"])
    paths = np.stack(np.unravel_index(np.arange(states**steps), (states,) * steps))
    with np.errstate(divide="ignore"):
        log_A, log_B, log_pi = np.log(case["A"]), np.log(case["B"]), np.log(case["pi"])
    return paths, log_pi[paths[0]] + log_A[paths[:-1], paths[1:]].sum(axis=0) + log_B[paths, case["observations"][:, None]].sum(axis=0)


def has_clear_best_path(case: dict[str, Any]) -> bool:
    """Whether the second-best path is less probable by a twentieth or more."""
    second, best = np.sort(path_log_probabilities(case)[1])[-2:]
    return bool(np.isfinite(best) and best - second > 0.05)


def is_possible(case: dict[str, Any]) -> bool:
    """Whether some path can show the observations."""
    return bool(np.isfinite(path_log_probabilities(case)[1]).any())


def with_clear_decisions(rng: np.random.Generator, A: np.ndarray, B: np.ndarray, pi: np.ndarray, steps: int) -> np.ndarray:
    """Observations (steps,) for which no decision of Viterbi is a near tie.

    The first is 0. Each other is drawn anew until the scores it leads to differ by 0.05 or more, and the ways into every next state too.
    In float32 a score near 15,000 is known to 0.001.
    """

    def clear(scores: np.ndarray) -> bool:
        ways = np.sort(np.column_stack([scores[:, None] + np.log(A), scores]), axis=0)
        return bool(np.min(ways[-1] - ways[-2]) >= 0.05)

    scores, observations = np.log(pi) + np.log(B[:, 0]), np.zeros(steps, dtype=np.int64)
    for t in range(1, steps):
        ahead = (scores[:, None] + np.log(A)).max(axis=0)
        observations[t] = next(k for k in rng.permutation(B.shape[1]) if clear(ahead + np.log(B[:, k])))
        scores = ahead + np.log(B[:, observations[t]])
    return observations


# ---- Markov chains ----


def chain_table(rng: np.random.Generator, states: int) -> np.ndarray:
    """A column-stochastic table without zeros."""
    return rows(rng, states, states).T.copy()


class markov_distribution:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' three states: one step from S1, two steps from each, three from a mixture."""
        starts = np.eye(3)
        return [
            {"P": SLIDES_P, "p0": starts[0], "steps": 1},
            {"P": SLIDES_P, "p0": starts[0], "steps": 2},
            {"P": SLIDES_P, "p0": starts[1], "steps": 2},
            {"P": SLIDES_P, "p0": starts[2], "steps": 2},
            {"P": SLIDES_P, "p0": np.array([0.25, 0.125, 0.625]), "steps": 3},
        ]

    @staticmethod
    def refuses(rng: np.random.Generator) -> list[dict]:
        """The slides' table lying on its side, and one with a hole."""
        hole = np.array([[0.5, 0.25, 0.5], [0.25, 0.25, 0.25], [0.25, 0.25, 0.25]])
        return [{"P": P, "p0": np.array([0.25, 0.125, 0.625]), "steps": 2} for P in (SLIDES_P.T.copy(), hole)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other chains, of four and of five states."""

        def draw(states: int, steps: int) -> dict[str, Any]:
            return {"P": chain_table(rng, states), "p0": distribution(rng, states), "steps": steps}

        return [
            drawn_until(lambda s=states, n=steps: draw(s, n), lambda case: bites(chain.markov_distribution, case))
            for states, steps in ((4, 2), (5, 3))
        ]

    @staticmethod
    def no_steps(rng: np.random.Generator) -> list[dict]:
        """No step at all."""
        catch = {"one_step_more", "elementwise_power", "column_of_the_power"}
        return [
            drawn_until(
                lambda: {"P": chain_table(rng, 4), "p0": distribution(rng, 4), "steps": 0},
                lambda case: bites(chain.markov_distribution, case, catch=catch),
            )
        ]

    @staticmethod
    def refuses_little(rng: np.random.Generator) -> list[dict]:
        """One column too large, or too small, by 1/4096, or by 1/8192."""
        cases = []
        for off in (1 / 4096, -1 / 4096, 1 / 8192, -1 / 8192):
            P = chain_table(rng, 4)
            P[rng.integers(4), rng.integers(4)] += off
            cases.append({"P": P, "p0": distribution(rng, 4), "steps": 3})
        return cases

    @staticmethod
    def rounding(rng: np.random.Generator) -> list[dict]:
        """One column off by 1/16384, which the contract accepts."""

        def draw() -> dict[str, Any]:
            P = chain_table(rng, 4)
            P[rng.integers(4), rng.integers(4)] += 1 / 16384
            return {"P": P, "p0": distribution(rng, 4), "steps": 2}

        return [drawn_until(draw, lambda case: bites(chain.markov_distribution, case))]


class stationary_distribution:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' three states."""
        return [{"P": SLIDES_P}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other chains, of four and of five states."""
        return [
            drawn_until(lambda s=states: {"P": chain_table(rng, s)}, lambda case: bites(chain.stationary_distribution, case))
            for states in (4, 5)
        ]

    @staticmethod
    def periodic(rng: np.random.Generator) -> list[dict]:
        """A walk on five places that never stands still (period 2), and a round trip with a choice (period 3)."""

        def walk() -> dict[str, Any]:
            P = np.zeros((5, 5))
            P[1, 0] = P[3, 4] = 1.0
            for now in (1, 2, 3):
                P[now + 1, now], P[now - 1, now] = distribution(rng, 2)
            return {"P": P}

        def round_trip() -> dict[str, Any]:
            P = np.zeros((4, 4))
            P[3, 1] = P[3, 2] = P[0, 3] = 1.0
            P[1, 0], P[2, 0] = distribution(rng, 2)
            return {"P": P}

        catch = set(vars(mistakes.stationary_distribution))
        return [drawn_until(draw, lambda case: bites(chain.stationary_distribution, case, catch=catch)) for draw in (walk, round_trip)]


# ---- hidden Markov models ----


def umbrellas(*days: int) -> dict[str, Any]:
    """The slides' model with some days of umbrellas (1) or none (0)."""
    return {**SLIDES, "observations": np.array(days)}


def drawn_sequence(rng: np.random.Generator, states: int, symbols: int, steps: int) -> dict[str, Any]:
    """A model without zeros and observations in which every symbol may occur."""
    return {**model(rng, states, symbols), "observations": rng.integers(symbols, size=steps)}


def drawn_sequences(
    rng: np.random.Generator,
    reference: Callable[..., Any],
    also: Callable[[dict[str, Any]], bool] = lambda _: True,
    drop: tuple[str, ...] = (),
) -> list[dict]:
    """Three sequences that bite. The last is of the first one's sizes: what is kept between calls by size shows."""

    def draw(states: int, symbols: int, steps: int) -> dict[str, Any]:
        case = drawn_sequence(rng, states, symbols, steps)
        return {name: value for name, value in case.items() if name not in drop}

    sizes = ((3, 4, 7), (4, 3, 6), (3, 4, 7))
    return [drawn_until(lambda size=size: draw(*size), lambda case: bites(reference, case) and also(case)) for size in sizes]


def many_symbols(rng: np.random.Generator) -> dict[str, Any]:
    """Two states that are left very differently, and 24 symbols, for long sequences that begin with symbol 0.

    Adding the same number again and again rounds the same way again and again; many different numbers keep float32 honest. Each
    observation costs about three nats but the first one less than one, so that a mistake in the first step alone is nothing in 5,000
    and does not come near the tolerance.
    """
    B = np.stack([np.concatenate([[first], shares(rng, 23, 256 - first)]) for first in (100, 108)])
    return {"A": np.array([[13, 3], [6, 10]]) / 16, "B": B / 256, "pi": np.array([9, 7]) / 16}


def beginning_with_zero(rng: np.random.Generator) -> np.ndarray:
    """5,000 observations of 24 symbols."""
    return np.concatenate([[0], rng.integers(24, size=4999)])


class joint_log_probability:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model: the best path of three days, and another of four."""
        return [
            {**SLIDES, "states": np.array([0, 1, 1]), "observations": np.array([0, 1, 1])},
            {**SLIDES, "states": np.array([1, 0, 0, 1]), "observations": np.array([1, 1, 0, 0])},
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models, with a path each."""

        def draw(states: int, symbols: int, steps: int) -> dict[str, Any]:
            path = rng.integers(states, size=steps)
            return {**model(rng, states, symbols), "states": path, "observations": rng.integers(symbols, size=steps)}

        sizes = ((3, 4, 7), (4, 3, 6))
        return [drawn_until(lambda size=size: draw(*size), lambda case: bites(hmm.joint_log_probability, case)) for size in sizes]

    @staticmethod
    def impossible(rng: np.random.Generator) -> list[dict]:
        """A move, a symbol and a start that have the probability 0."""
        ways = (([0, 1, 0, 0], [0, 1, 1, 2]), ([0, 0, 1, 1], [0, 3, 1, 0]), ([2, 2, 2, 2], [1, 2, 3, 1]))
        return [{**left_to_right(rng), "states": np.array(path), "observations": np.array(seen)} for path, seen in ways]

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """5,000 steps."""
        parameters = {**many_symbols(rng), "pi": np.array([15, 1]) / 16}
        states = np.concatenate([[0], (rng.random(4999) < 0.5).astype(np.int64)])
        return [{**parameters, "states": states, "observations": beginning_with_zero(rng)}]


class forward:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on two, three, four and five days."""
        return [umbrellas(0, 1), umbrellas(0, 1, 1), umbrellas(1, 1, 0, 1), umbrellas(0, 0, 1, 1, 0)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models."""
        return drawn_sequences(rng, hmm.forward)

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """5,000 steps: the likelihood is near exp(-15,000). Then a state that is left at once: log 0 among scores where exp is 0."""
        at_once = np.array([[13, 3], [16, 0]]) / 16
        return [
            {**many_symbols(rng), "observations": beginning_with_zero(rng)},
            {**many_symbols(rng), "A": at_once, "observations": beginning_with_zero(rng)},
        ]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """A left-to-right model whose last state is out of reach at first, and symbols that a state never shows."""
        catch = {"a_little_added", "infinity_minus_infinity"}
        return [
            drawn_until(
                lambda: {**left_to_right(rng), "observations": rng.integers(4, size=6)},
                lambda case: is_possible(case) and bites(hmm.forward, case, catch=catch),
            )
        ]

    @staticmethod
    def impossible(rng: np.random.Generator) -> list[dict]:
        """A symbol that no state shows, and an order of symbols that no path can show."""
        silent = model(rng, 3, 4)
        silent["B"][:, 3] = 0.0
        silent["B"][:, :3] = rows(rng, 3, 3)
        return [
            {**silent, "observations": np.array([1, 0, 3, 2, 0])},
            {**left_to_right(rng), "observations": np.array([2, 3, 0, 3, 2, 0])},
        ]


class backward:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on three, four and five days."""
        return [{name: case[name] for name in ("A", "B", "observations")} for case in forward.slides(rng)[1:]]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models."""
        return drawn_sequences(rng, hmm.backward, drop=("pi",))

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """A left-to-right model: from its last state most sequences cannot go on."""

        def draw() -> dict[str, Any]:
            return {**left_to_right(rng), "observations": np.concatenate([rng.integers(4, size=4), [0, 1]])}

        def fits(case: dict[str, Any]) -> bool:
            given = {name: value for name, value in case.items() if name != "pi"}
            return is_possible(case) and bites(hmm.backward, given, catch={"a_little_added"})

        case = drawn_until(draw, fits)
        return [{name: case[name] for name in ("A", "B", "observations")}]

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """5,000 steps, near exp(-15,000), and a state that is left at once.

        The observations go round, as the states like to. 24 symbols are about equally rare, so that a mistake in one step alone is nothing
        here and does not come near the tolerance.
        """
        own, others = np.array([11, 12, 12, 13, 13, 14, 14, 15]), np.repeat([8, 9, 10, 11], [2, 5, 8, 1])  # 256 in all
        B = np.zeros((3, 24))
        for state in range(3):
            B[state] = np.roll(np.concatenate([rng.permutation(own), rng.permutation(others)]), 8 * state) / 256
        observations = np.arange(5000) % 3 * 8 + rng.integers(8, size=5000)
        case = {"A": np.array([[3, 10, 3], [3, 0, 13], [10, 3, 3]]) / 16, "B": B, "observations": observations}
        later = hmm.backward(**case)[:-1][::-1]  # what is explained after 1, 2, .. of the observations, the last one first
        return [vanishing(case, later, lambda done: len(case["observations"]) - 1 - done)]


class posterior:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on two, three and five days."""
        return [umbrellas(0, 1), umbrellas(0, 1, 1), umbrellas(0, 0, 1, 1, 0)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models."""
        return drawn_sequences(rng, hmm.posterior)

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """A left-to-right model: some states are impossible at some steps."""
        return [
            drawn_until(
                lambda: {**left_to_right(rng), "observations": rng.integers(4, size=6)},
                lambda case: is_possible(case) and has_clear_best_path(case) and bites(hmm.posterior, case, catch={"a_little_added"}),
            )
        ]


class viterbi:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on three and on five days."""
        return [umbrellas(0, 1, 1), umbrellas(0, 0, 1, 1, 0)]

    @staticmethod
    def table(rng: np.random.Generator) -> list[dict]:
        """Seven steps on which every wrong way to decode gives another path."""
        return [TABLE]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models, on which the usual short cuts give other paths."""

        def all_paths_differ(case: dict[str, Any]) -> bool:
            right = hmm.viterbi(**case)[0]
            wrong = (
                mistakes.viterbi.best_emission_at_each_step,
                mistakes.viterbi.no_backpointers,
                mistakes.viterbi.most_likely_state_at_each_step,
                mistakes.viterbi.transposed,
            )
            return all(not np.array_equal(right, function(**case)[0]) for function in wrong)

        return drawn_sequences(rng, hmm.viterbi, lambda case: has_clear_best_path(case) and all_paths_differ(case))

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """5,000 steps without a near tie."""
        parameters = many_symbols(rng)
        return [{**parameters, "observations": with_clear_decisions(rng, **parameters, steps=5000)}]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """A left-to-right model: whoever takes log 0 for 0 jumps back."""

        def jumps(case: dict[str, Any]) -> bool:
            return not np.array_equal(hmm.viterbi(**case)[0], mistakes.viterbi.logarithm_of_zero_is_zero(**case)[0])

        return [
            *(
                drawn_until(
                    lambda: {**left_to_right(rng), "observations": rng.integers(4, size=6)},
                    lambda case: is_possible(case) and has_clear_best_path(case) and jumps(case),
                )
                for _ in range(2)
            ),
            no_way_back(rng),
        ]

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Exact ties: two states alike, two that take turns, and all alike.

        Everything is a power of two, and tied paths multiply the same factors in the same order: they tie in every precision, with or
        without logarithms.
        """
        twins = {
            "A": np.array([[2, 1, 1], [1, 1.5, 1.5], [1, 1.5, 1.5]]) / 4,
            "B": np.array([[4, 2, 1, 1], [1, 1, 4, 2], [1, 1, 4, 2]]) / 8,
            "pi": np.array([2, 1, 1]) / 4,
            "observations": np.array([0, 0, 2, 2, 3]),
        }
        turns = {
            "A": np.array([[1, 2, 1], [2, 1, 1], [1, 1, 2]]) / 4,
            "B": np.array([[4, 2, 1, 1], [4, 2, 1, 1], [1, 1, 4, 2]]) / 8,
            "pi": np.array([1, 1, 2]) / 4,
            "observations": np.array([0, 1, 0, 0]),
        }
        alike = {"A": np.full((4, 4), 0.25), "B": np.full((4, 2), 0.5), "pi": np.full(4, 0.25), "observations": np.array([0, 1, 1])}
        return [twins, turns, alike]


class baum_welch_step:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on ten days."""
        return [umbrellas(*TEN_DAYS)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other models."""
        return drawn_sequences(rng, hmm.baum_welch_step)

    @staticmethod
    def empty(rng: np.random.Generator) -> list[dict]:
        """A state that is reached at the last step only, so that no move starts there; and one that is never reached."""

        def reached_last() -> dict[str, Any]:
            parameters = left_to_right(rng)
            parameters["A"][2], parameters["B"], parameters["pi"] = distribution(rng, 3), rows(rng, 3, 4), np.array([1.0, 0.0, 0.0])
            return {**parameters, "observations": rng.permutation(4)[:3]}

        def never_reached() -> dict[str, Any]:
            parameters = model(rng, 3, 4)
            for p in (parameters["A"], parameters["pi"]):
                p[..., 0], p[..., 1] = p[..., 0] + p[..., 1], 0.0
            return {**parameters, "observations": rng.integers(4, size=6)}

        catch = {"nothing_over_nothing", "empty_rows_become_zero", "empty_rows_become_equal"}
        return [
            drawn_until(draw, lambda case: has_clear_best_path(case) and bites(hmm.baum_welch_step, case, catch=catch))
            for draw in (reached_last, never_reached)
        ]


class baum_welch:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' model on ten days: one iteration, and three."""
        return [{**umbrellas(*TEN_DAYS), "iterations": iterations} for iterations in (1, 3)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Another model and a longer sequence, over several iterations."""
        return [
            drawn_until(
                lambda: {**drawn_sequence(rng, 3, 4, 16), "iterations": 3},
                lambda case: bites(hmm.baum_welch, case),
            )
        ]

    @staticmethod
    def many(rng: np.random.Generator) -> list[dict]:
        """Iterations after which the likelihood hardly grows, for good or before it grows again; two states alike, where nothing is left
        to learn after the first; and none at all. Whoever stops early is seen."""

        def nearly_alike() -> dict[str, Any]:
            """Both states show nearly the same: EM finds the frequencies at once, and how the states differ much later."""
            A, B = np.array([[9, 7], [7, 9]]) / 16, np.stack([shares(rng, 3, 16)] * 2) / 16
            B[0, [0, 2]] += np.array([1, -1]) * rng.choice([-1, 1]) / 16
            return {"A": A, "B": B, "pi": distribution(rng, 2), "observations": rng.integers(3, size=12), "iterations": 20}

        def rests(case: dict[str, Any]) -> bool:
            """Whether the log-likelihood pauses, and grows by a fortieth and more after that. Who stops at a hundredth, at a thousandth
            and at a ten-thousandth stops at different steps, or never."""
            log_likelihoods = hmm.baum_welch(**case)[3]
            small = [np.flatnonzero(np.diff(log_likelihoods) < least) for least in (1e-2, 1e-3, 1e-4)]
            if len(small[1]) == 0 or len({tuple(steps[:1]) for steps in small}) < len(small):
                return False
            return bool(log_likelihoods[-1] - log_likelihoods[small[1][0] + 1] > 0.025 * abs(log_likelihoods[0]))

        def fits(case: dict[str, Any]) -> bool:
            return case["B"].min() > 0 and rests(case) and is_steady(case) and bites(hmm.baum_welch, case, catch=catch)

        catch = {"stops_early", "stops_early_and_fills_up"}
        observations = np.concatenate([rng.integers(3, size=6), [0, 0, 2]])
        alike = {"A": np.full((2, 2), 0.5), "B": np.array([[4, 8, 4]] * 2) / 16, "pi": np.full(2, 0.5), "observations": observations}
        return [
            drawn_until(
                lambda: {**drawn_sequence(rng, 2, 3, 12), "iterations": 15},
                lambda case: bites(hmm.baum_welch, case, catch={"stops_early"}) and is_steady(case),
            ),
            drawn_until(nearly_alike, fits),
            {**alike, "iterations": 6},
            {**drawn_sequence(rng, 3, 4, 7), "iterations": 0},
        ]


def is_steady(case: dict[str, Any]) -> bool:
    """Whether the log-likelihoods stay what they are when every parameter moves by a float32 step."""
    rng = np.random.default_rng(0)
    right = hmm.baum_welch(**case)[3]
    moved = {**case, **{name: case[name] * (1 + 1e-7 * rng.choice([-1, 1], case[name].shape)) for name in ("A", "B", "pi")}}
    return bool(np.max(np.abs(hmm.baum_welch(**moved)[3] - right)) < 1e-5 * np.max(np.abs(right)))


class hmm_sample:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """Six days of the slides' weather. All named mistakes give something else, but `first_state_from_A`."""
        u = np.array([[75, 31], [41, 77], [123, 59], [59, 13], [49, 15], [111, 59]]) / 128
        return [{**SLIDES, "u": u}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """A model without zeros, and one with zeros at the beginning and at the end of its rows.

        u is an odd multiple of 1/128, so it stays 1/128 away from every cumulative sum of sixteenths.
        """

        def draw(parameters: dict[str, Any], steps: int) -> dict[str, Any]:
            return {**parameters, "u": (2 * rng.integers(64, size=(steps, 2)) + 1) / 128}

        def fits(case: dict[str, Any]) -> bool:
            slips = mistakes.hmm_sample
            before = slips.observation_of_the_state_before(**case)[1], slips.observation_of_the_entry_before(**case)[1]
            second = slips.first_state_from_A(**case)[0][1], slips.pi_at_every_step(**case)[0][1]  # it tells who takes pi one step late
            return bites(hmm.hmm_sample, case) and not np.array_equal(*before) and second[0] != second[1]

        draws = (lambda: draw(model(rng, 3, 4), 12), lambda: draw(left_to_right(rng), 8))
        return [
            drawn_until(draws[0], fits),
            drawn_until(draws[1], lambda case: bites(hmm.hmm_sample, case, catch={"transposed", "columns_of_u_swapped"})),
        ]

    @staticmethod
    def independent(rng: np.random.Generator) -> list[Script]:
        """2,000 steps of a model that forgets: every row of A is pi, so that all draws are independent and can be counted."""
        pi, B = np.array([3, 12, 1]) / 16, rows(rng, 3, 4)
        u = (2 * rng.integers(64, size=(2000, 2)) + 1) / 128
        call = Call("hmm_sample", {"A": np.array([pi, pi, pi]), "B": B, "pi": pi, "u": u})
        truth = [{"outcomes": list(range(len(p))), "probabilities": p} for p in (pi, pi @ B)]
        return [Script(call, truth=truth)]
