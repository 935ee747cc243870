"""Inputs of the assignment on autoregressive models.

n values, p lags, K series, T steps: all different, so that a mixed-up axis shows. Coefficients differ in size and in sign, matrices are
not symmetric, and no series has the mean 0. All numbers are multiples of 1/64, so that float32 and float64 students get the same ones. The
sunspots, which are printed with one decimal, are the exception.

A hidden group draws its series until they bite: every mistake that it is meant to catch gives a clearly different answer. Series to be
fitted are also drawn until they are well conditioned: solving the normal equations in float32, the least careful way that is right, must
come close to the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from assignments.autoregressive import mistakes
from reference import autoregressive_model as ar
from reference import vector_autoregression as var

# Yearly mean sunspot numbers, 1770 to 1849, as printed by the National Geophysical Data Center (public domain); the same numbers are
# in statsmodels.datasets.sunspots.
SUNSPOTS = np.array(
    [
        *(100.8, 81.6, 66.5, 34.8, 30.6, 7.0, 19.8, 92.5, 154.4, 125.9, 84.8, 68.1, 38.5, 22.8, 10.2, 24.1, 82.9, 132.0, 130.9, 118.1),
        *(89.9, 66.6, 60.0, 46.9, 41.0, 21.3, 16.0, 6.4, 4.1, 6.8, 14.5, 34.0, 45.0, 43.1, 47.5, 42.2, 28.1, 10.1, 8.1, 2.5),
        *(0.0, 1.4, 5.0, 12.2, 13.9, 35.4, 45.8, 41.1, 30.1, 23.9, 15.6, 6.6, 4.0, 1.8, 8.5, 16.6, 36.3, 49.6, 64.2, 67.0),
        *(70.9, 47.8, 27.5, 8.5, 13.2, 56.9, 121.5, 138.3, 103.2, 85.7, 64.6, 36.7, 24.2, 10.7, 15.0, 40.1, 61.5, 98.5, 124.7, 96.3),
    ]
)

# The handout's examples. Least squares on SIX gives 2, 3/4 and 5/4.
SIX = {"x": np.array([1.0, 3.0, 4.0, 3.0, 5.0, 7.0]), "c": 2.0, "phi": np.array([0.75])}
TWO_LAGS = {"x": np.array([2.0, 4.0, 3.0, 5.0]), "c": 1.0, "phi": np.array([0.5, -0.25])}
FIVE = np.array([1.0, 2.0, 4.0, 5.0, 3.0])
TWO_SERIES = {
    "X": np.array([[0.0, 4.0], [0.0, 0.0], [2.0, -1.0], [3.5, 0.75], [3.375, 2.6875]]),
    "c": np.array([2.0, -1.0]),
    "A": np.array([[[0.5, -0.5], [1.0, 0.25]]]),
}
TWO_SERIES_TWO_LAGS = {
    "X": np.array([[2.0, 4.0], [4.0, 0.0], [1.0, 3.0]]),
    "c": np.array([1.0, 2.0]),
    "A": np.array([[[0.5, 0.25], [0.0, -0.5]], [[0.25, -0.5], [-0.75, 1.0]]]),
}

# Mistakes that show only in groups of their own: the others need not catch them.
SPECIAL = {"no_check", "check_too_loose", "check_too_strict", "order_zero_refused", "order_zero_knows_nothing", "product_first"}
CLEARLY = 0.003  # of the answer's size: thirty times the usual float32 tolerance
SAME = 1e-6
STEADY = 2e-5  # a fifth of the usual float32 tolerance
TRIES = 20_000


# ---- drawing ----


def sixty_fourths(rng: np.random.Generator, low: float, high: float, size: Any = None) -> Any:
    """Multiples of 1/64 from low to high."""
    return rng.integers(round(64 * low), round(64 * high) + 1, size) / 64


def largest_eigenvalue(phi: np.ndarray) -> float:
    """1 / |z| for the root z that is nearest to 0."""
    return float(np.max(np.abs(np.roots(np.concatenate([[1.0], -phi])))))


def stationary_phi(rng: np.random.Generator, p: int) -> np.ndarray:
    """(p,) of a model whose shocks fade, neither at once nor slowly; no two coefficients are alike."""
    while True:
        phi = sixty_fourths(rng, -1.25, 1.25, p)
        sizes = np.sort(np.abs(phi))
        if sizes[0] > 0.2 and np.all(np.diff(sizes) > 0.1) and 0.4 < largest_eigenvalue(phi) < 0.85:
            return phi


def intercept(rng: np.random.Generator, phi: np.ndarray) -> float:
    """c for a series with a mean between 3 and 12."""
    return float(np.round(64 * rng.uniform(3, 12) * (1 - phi.sum())) / 64)


def model_and_series(rng: np.random.Generator, p: int, n: int) -> dict[str, Any]:
    """x (n,), c and phi (p,): a series that the model itself has made, up to rounding to 1/64, after a while."""
    phi = stationary_phi(rng, p)
    c = intercept(rng, phi)
    start = np.full(p, c / (1 - phi.sum()))
    x = ar.simulate_ar(c, phi, sixty_fourths(rng, -3, 3, n + 10), start)[10:]
    return {"x": np.round(64 * x) / 64, "c": c, "phi": phi}


def several_and_series(rng: np.random.Generator, K: int, p: int, n: int) -> dict[str, Any]:
    """X (n, K), c (K,) and A (p, K, K): series that the model itself has made, up to rounding to 1/64, after a while."""
    while True:
        A = sixty_fourths(rng, -0.75, 0.75, (p, K, K))
        companion = np.eye(p * K, k=-K)
        companion[:K] = np.concatenate(list(A), axis=1)
        if 0.4 < np.max(np.abs(np.linalg.eigvals(companion))) < 0.85:
            break
    mean = rng.uniform(3, 12, K)
    c = np.round(64 * (mean - A.sum(axis=0) @ mean)) / 64
    path = [mean] * p
    for noise in sixty_fourths(rng, -3, 3, (n + 10, K)):
        path.append(c + sum(A[i] @ path[-1 - i] for i in range(p)) + noise)
    return {"X": np.round(64 * np.array(path[-n:])) / 64, "c": c, "A": A}


def drawn_until(draw: Callable[[], dict[str, Any]], fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first drawn case that fits."""
    for _ in range(TRIES):
        case = draw()
        if fits(case):
            return case
    raise RuntimeError("no case fits: loosen the condition or widen the draw")


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
    """Largest difference as a share of the right array's size; infinite where shapes, infinities or NaN differ."""
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return float("inf")
    finite = np.isfinite(right)
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / np.max(np.abs(right[finite]), initial=1e-300))


def named(task: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The mistakes of a task."""
    for name, function in vars(getattr(mistakes, task)).items():
        if not name.startswith("_"):
            yield name, function.__func__


def bites(reference: Callable[..., Any], case: dict[str, Any], *, spare: frozenset[str] = frozenset()) -> bool:
    """Whether every mistake of the task is clearly off in some part, and nowhere off by little. spare: these need not be off."""
    right = answer(reference, case)
    if right is None:
        return False
    for name, function in named(reference.__name__):
        wrong = answer(function, case)
        gaps = [float("inf")] if wrong is None else [distance(*pair) for pair in zip(right, wrong, strict=True)]
        wanted = name not in SPECIAL | spare
        if any(SAME < gap < CLEARLY for gap in gaps) or (wanted and max(gaps) < CLEARLY):
            return False
    return True


def is_steady(case: dict[str, Any]) -> bool:
    """Whether the normal equations, solved in float32 in two ways, give the coefficients nearly as float64 gives them."""
    X, order = case["x"][:, None] if "x" in case else case["X"], case["order"]
    n = len(X)
    design = np.concatenate([np.ones((n - order, 1)), *(X[order - lag : n - lag] for lag in range(1, order + 1))], axis=1)
    if np.linalg.cond(design) > 300:
        return False
    right = np.linalg.lstsq(design, X[order:], rcond=None)[0]
    d, goal = design.astype(np.float32), X[order:].astype(np.float32)
    tries = (np.linalg.solve(d.T @ d, d.T @ goal), np.linalg.inv(d.T @ d) @ d.T @ goal, np.linalg.lstsq(d, goal, rcond=None)[0])
    return all(distance(right[0], one[0]) < STEADY and distance(right[1:], one[1:]) < STEADY for one in tries)


def is_balanced(case: dict[str, Any]) -> bool:
    """Whether a log-likelihood is no small difference of large numbers."""
    squares = np.sum(ar.ar_residuals(case["x"], case["c"], case["phi"]) ** 2) / case["sigma2"]
    logarithms = (len(case["x"]) - len(case["phi"])) * np.log(2 * np.pi * case["sigma2"])
    return bool(abs(squares + logarithms) > 0.3 * (abs(squares) + abs(logarithms)))


# ---- AR(p) ----


class simulate_ar:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One lag without noise, and two lags with noise."""
        return [
            {"c": 2.0, "phi": np.array([0.5]), "noise": np.zeros(4), "initial": np.array([10.0])},
            {"c": 1.0, "phi": np.array([0.5, -0.25]), "noise": np.array([1.0, 0.0, -2.0]), "initial": np.array([4.0, 2.0])},
        ]

    @staticmethod
    def _model(rng: np.random.Generator, p: int, steps: int) -> dict[str, Any]:
        phi = stationary_phi(rng, p)
        return {"c": intercept(rng, phi), "phi": phi, "noise": sixty_fourths(rng, -3, 3, steps), "initial": sixty_fourths(rng, 1, 12, p)}

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two and three lags. The last is of the first one's sizes: what is kept between calls by size shows."""
        sizes = ((2, 9), (3, 14), (2, 9))
        return [drawn_until(lambda size=size: simulate_ar._model(rng, *size), lambda case: bites(ar.simulate_ar, case)) for size in sizes]

    @staticmethod
    def walk(rng: np.random.Generator) -> list[dict]:
        """A random walk with a drift: the mean does not exist, the series does."""

        def draw() -> dict[str, Any]:
            noise = sixty_fourths(rng, -2, 2, 30)
            return {"c": float(sixty_fourths(rng, 0.5, 1)), "phi": np.array([1.0]), "noise": noise, "initial": sixty_fourths(rng, 2, 6, 1)}

        one_lag = frozenset({"lags_reversed", "initial_newest_first", "one_lag_only"})
        return [drawn_until(draw, lambda case: bites(ar.simulate_ar, case, spare=one_lag))]

    @staticmethod
    def few_steps(rng: np.random.Generator) -> list[dict]:
        """Four lags and three steps, five lags and one step."""
        one_step = frozenset({"noise_not_carried_on", "initial_newest_first", "always_from_initial"})
        return [
            drawn_until(lambda: simulate_ar._model(rng, 4, 3), lambda case: bites(ar.simulate_ar, case)),
            drawn_until(lambda: simulate_ar._model(rng, 5, 1), lambda case: bites(ar.simulate_ar, case, spare=one_step)),
        ]


class fit_ar:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """Six values on which everything comes out in quarters."""
        return [{"x": SIX["x"], "order": 1}]

    @staticmethod
    def sunspots(rng: np.random.Generator) -> list[dict]:
        """Eighty years of sunspots, with two and with three lags."""
        return [{"x": SUNSPOTS, "order": 2}, {"x": SUNSPOTS, "order": 3}]

    @staticmethod
    def refuses(rng: np.random.Generator) -> list[dict]:
        """One equation for four unknowns, and two for five."""
        return [{"x": np.array([2.0, 5.0, 3.0, 4.0]), "order": 3}, {"x": np.array([1.0, 3.0, 4.0, 3.0, 5.0, 7.0]), "order": 4}]

    @staticmethod
    def _series(rng: np.random.Generator, p: int, n: int) -> dict[str, Any]:
        return {"x": model_and_series(rng, p, n)["x"], "order": p}

    @staticmethod
    def _drawn(rng: np.random.Generator, p: int, n: int, spare: frozenset[str] = frozenset()) -> dict[str, Any]:
        return drawn_until(lambda: fit_ar._series(rng, p, n), lambda case: is_steady(case) and bites(ar.fit_ar, case, spare=spare))

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two and three lags. The last is of the first one's sizes: what is kept between calls by size shows."""
        return [fit_ar._drawn(rng, 2, 24), fit_ar._drawn(rng, 3, 31), fit_ar._drawn(rng, 2, 24)]

    @staticmethod
    def order_zero(rng: np.random.Generator) -> list[dict]:
        """No lags."""
        x = sixty_fourths(rng, 2, 9, 11)
        return [{"x": x, "order": 0}]

    @staticmethod
    def shortest(rng: np.random.Generator) -> list[dict]:
        """2 p + 1 values: as many equations as unknowns, so that every residual is 0."""

        def fits(case: dict[str, Any]) -> bool:
            c, phi, _ = ar.fit_ar(**case)
            return is_steady(case) and 0.2 < np.max(np.abs(phi)) < 3 and 0.5 < abs(c) < 30 and bites_where_exact(case)

        return [drawn_until(lambda p=p: {"x": sixty_fourths(rng, 1, 9, 2 * p + 1), "order": p}, fits) for p in (1, 2, 3)]

    @staticmethod
    def refuses_just(rng: np.random.Generator) -> list[dict]:
        """2 p values: one equation too few."""
        return [{"x": sixty_fourths(rng, 1, 9, 2 * p), "order": p} for p in (2, 3)]


def bites_where_exact(case: dict[str, Any]) -> bool:
    """Whether every mistake in c and phi is clearly off where all residuals are 0, or not at all."""
    c, phi, _ = ar.fit_ar(**case)
    for _, function in named("fit_ar"):
        wrong = answer(function, case)
        if wrong is not None and wrong[1].shape == phi.shape:
            gaps = distance(np.asarray(c), wrong[0]), distance(phi, wrong[1])
            if any(SAME < gap < CLEARLY for gap in gaps) or 1e-12 < wrong[2] < 0.1:
                return False
    return True


class ar_residuals:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One lag and two."""
        return [SIX, TWO_LAGS]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two and three lags; the model is not the one that fits best. The last is of the first one's sizes."""
        sizes = ((2, 12), (3, 17), (2, 12))
        return [drawn_until(lambda size=size: model_and_series(rng, *size), lambda case: bites(ar.ar_residuals, case)) for size in sizes]

    @staticmethod
    def single(rng: np.random.Generator) -> list[dict]:
        """p + 1 values. The residual may have either sign."""

        def draw(p: int, sign: int) -> dict[str, Any]:
            return drawn_until(
                lambda: model_and_series(rng, p, p + 1),
                lambda case: float(sign * ar.ar_residuals(**case)[0]) > 0.5 and bites(ar.ar_residuals, case, spare=frozenset({"absolute"})),
            )

        return [draw(2, -1), draw(3, 1)]


class forecast_ar:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One lag and two."""
        return [{**SIX, "steps": 3}, {**TWO_LAGS, "steps": 3}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two and three lags. The last is of the first one's sizes."""
        sizes = ((2, 13, 5), (3, 11, 7), (2, 13, 5))
        return [
            drawn_until(lambda p=p, n=n, s=s: {**model_and_series(rng, p, n), "steps": s}, lambda case: bites(ar.forecast_ar, case))
            for p, n, s in sizes
        ]

    @staticmethod
    def far(rng: np.random.Generator) -> list[dict]:
        """Fifty steps, in the end at the mean of the model; and a model that grows without end."""

        def growing() -> dict[str, Any]:
            phi = np.array([1.25, -0.1875])  # 1 / z is 1.075 and 0.174
            return {"x": sixty_fourths(rng, 2, 9, 8), "c": float(sixty_fourths(rng, 0.5, 1)), "phi": phi, "steps": 30}

        return [
            drawn_until(lambda: {**model_and_series(rng, 2, 10), "steps": 50}, lambda case: bites(ar.forecast_ar, case)),
            drawn_until(growing, lambda case: bites(ar.forecast_ar, case)),
        ]

    @staticmethod
    def short(rng: np.random.Generator) -> list[dict]:
        """Just p values, and once only one step."""
        one_step = frozenset({"first_forecast_repeated", "only_the_latest_moves", "intercept_only_once", "zeros_for_the_future"})
        first = frozenset({"from_the_beginning"})
        return [
            drawn_until(lambda: {**model_and_series(rng, 3, 3), "steps": 4}, lambda case: bites(ar.forecast_ar, case, spare=first)),
            drawn_until(
                lambda: {**model_and_series(rng, 2, 2), "steps": 1}, lambda case: bites(ar.forecast_ar, case, spare=first | one_step)
            ),
        ]


class autocorrelation:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """Five values whose autocorrelations are tenths."""
        return [{"x": FIVE, "max_lag": 2}]

    @staticmethod
    def sunspots(rng: np.random.Generator) -> list[dict]:
        """Eighty years of sunspots: they come back after ten or eleven years."""
        return [{"x": SUNSPOTS, "max_lag": 12}]

    @staticmethod
    def _series(rng: np.random.Generator, n: int, max_lag: int) -> dict[str, Any]:
        return {"x": model_and_series(rng, 2, n)["x"], "max_lag": max_lag}

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two lengths. The last is of the first one's sizes."""
        sizes = ((15, 4), (24, 9), (15, 4))
        return [drawn_until(lambda s=s: autocorrelation._series(rng, *s), lambda case: bites(ar.autocorrelation, case)) for s in sizes]

    @staticmethod
    def all_lags(rng: np.random.Generator) -> list[dict]:
        """n - 1 lags: the last sum has one product only."""
        return [drawn_until(lambda: autocorrelation._series(rng, 8, 7), lambda case: bites(ar.autocorrelation, case))]

    @staticmethod
    def lag_zero(rng: np.random.Generator) -> list[dict]:
        """No lag but 0."""
        right_here = {"mean_not_subtracted", "divides_by_number_of_pairs", "correlation_of_two_parts", "goes_round"}
        spare = frozenset(right_here | {"small_ones_dropped", "without_sign", "powers_of_the_first"})
        return [drawn_until(lambda: autocorrelation._series(rng, 9, 0), lambda case: bites(ar.autocorrelation, case, spare=spare))]


class is_stationary:
    @staticmethod
    def one_lag(rng: np.random.Generator) -> list[dict]:
        """Below 1, above 1, and the same on the other side."""
        return [{"phi": np.array([one])} for one in (0.5, 1.25, -0.75, -1.5)]

    @staticmethod
    def two_lags(rng: np.random.Generator) -> list[dict]:
        """Coefficients below 1 whose series explodes, and a coefficient above 1 whose series does not."""
        explode = ([0.5, 0.75], [-0.75, 0.5], [0.5, -1.25], [2.5, -2.0])
        fade = ([1.5, -0.75], [0.5, -0.75], [0.25, 0.5], [-1.25, -0.5])
        return [{"phi": np.array(phi)} for pair in zip(explode, fade, strict=True) for phi in pair]

    @staticmethod
    def ties_with_the_circle(rng: np.random.Generator) -> list[dict]:
        """A root at 1, and one at -1: neither inside nor outside (the name says so to the builder: the case is a tie on purpose)."""
        return [{"phi": np.array([1.0])}, {"phi": np.array([-1.0])}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Two lags, of every kind, so that no two mistakes are wrong about the same ones."""
        return models_of_every_kind(rng, (2,) * 10, spare=frozenset({"circle_counts", "triangle_of_two_lags"}), told_apart=True)

    @staticmethod
    def three_lags(rng: np.random.Generator) -> list[dict]:
        """Three and four lags, of every kind."""
        return models_of_every_kind(rng, (3, 4, 3, 3, 4, 3, 3, 4, 3, 3), spare=frozenset({"circle_counts"}))


def models_of_every_kind(
    rng: np.random.Generator, sizes: tuple[int, ...], *, spare: frozenset[str], told_apart: bool = False
) -> list[dict]:
    """Models of so many lags, half of them stationary, no root near the circle: every mistake that is not spared is wrong about one."""
    kinds = rng.permutation(len(sizes)) % 2 == 0
    wanted = [function for name, function in named("is_stationary") if name not in spare]
    for _ in range(TRIES):
        cases = [a_model(rng, p, bool(stationary)) for p, stationary in zip(sizes, kinds, strict=True)]
        if told_apart:
            cases[int(np.argmin(kinds))] = a_model_that_sums_to_less_than_one(rng)
        guesses = {tuple(mistake(**case) for case in cases) for mistake in wanted}
        if tuple(kinds) not in guesses and (len(guesses) == len(wanted) or not told_apart):
            return cases
    raise RuntimeError("no models fit: loosen the condition or widen the draw")


def a_model(rng: np.random.Generator, p: int, stationary: bool) -> dict[str, Any]:
    """A model that is stationary or not, and mostly not as the sizes of its coefficients suggest."""
    while True:
        phi = sixty_fourths(rng, -1.75, 1.75, p)
        if np.any(np.abs(phi) < 0.1) or not is_far_from_the_circle(phi):
            continue
        surprising = stationary != bool(np.all(np.abs(phi) < 1))
        if (largest_eigenvalue(phi) < 1) == stationary and (surprising or rng.random() < 0.3):
            return {"phi": phi}


def a_model_that_sums_to_less_than_one(rng: np.random.Generator) -> dict[str, Any]:
    """Two lags whose 1 / z both lie beyond 1, to its right: the coefficients sum to less than 1 all the same."""
    while True:
        size, turn = rng.uniform(1.3, 1.8), rng.uniform(0.3, 0.6)
        phi = np.round(64 * np.array([2 * size * np.cos(turn), -(size**2)])) / 64
        if is_far_from_the_circle(phi):
            return {"phi": phi}


def is_far_from_the_circle(phi: np.ndarray) -> bool:
    """Whether no root is near the unit circle, whichever way the coefficients are read: no answer hangs on rounding."""
    sizes = [np.abs(np.roots(np.concatenate([[1.0], one]))) for one in (phi, -phi, -phi[::-1])]
    return bool(np.all(np.abs(np.concatenate(sizes) - 1) > 0.1)) and largest_eigenvalue(phi) < 2


class ar_log_likelihood:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One lag, with the variance that least squares finds, and two lags with a given one."""
        return [{**SIX, "sigma2": 1.25}, {**TWO_LAGS, "sigma2": 4.0}]

    @staticmethod
    def _drawn(rng: np.random.Generator, p: int, n: int, *, low: float = 1.5, spare: frozenset[str] = frozenset()) -> dict[str, Any]:
        """A series and a variance that is not its residuals': at least `low`, at most 6."""
        return drawn_until(
            lambda: {**model_and_series(rng, p, n), "sigma2": float(sixty_fourths(rng, low, 6))},
            lambda case: is_balanced(case) and bites(ar.ar_log_likelihood, case, spare=spare),
        )

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two and three lags. The last is of the first one's sizes."""
        return [ar_log_likelihood._drawn(rng, *size) for size in ((2, 14), (3, 19), (2, 14))]

    @staticmethod
    def single(rng: np.random.Generator) -> list[dict]:
        """p + 1 values: one density."""
        return [ar_log_likelihood._drawn(rng, p, p + 1, spare=frozenset({"mean", "constant_only_once"})) for p in (2, 3)]

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """500 values: the density is near exp(-1,000), which is 0 in a computer."""
        return [ar_log_likelihood._drawn(rng, 3, 500, low=4)]


# ---- several series ----


class fit_var:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """Two series made without noise: least squares finds the model that made them."""
        return [{"X": TWO_SERIES["X"], "order": 1}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Three series with two lags, two with three. The last is of the first one's sizes."""

        def draw(K: int, p: int, n: int) -> dict[str, Any]:
            return {"X": several_and_series(rng, K, p, n)["X"], "order": p}

        sizes = ((3, 2, 32), (2, 3, 28), (3, 2, 32))
        return [drawn_until(lambda size=size: draw(*size), lambda case: is_steady(case) and bites(var.fit_var, case)) for size in sizes]


class forecast_var:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The two series that were made without noise, and others with two lags."""
        return [{**TWO_SERIES, "steps": 3}, {**TWO_SERIES_TWO_LAGS, "steps": 2}]

    @staticmethod
    def _drawn(rng: np.random.Generator, K: int, p: int, n: int, steps: int, spare: frozenset[str] = frozenset()) -> dict[str, Any]:
        return drawn_until(
            lambda: {**several_and_series(rng, K, p, n), "steps": steps},
            lambda case: bites(var.forecast_var, case, spare=spare),
        )

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Three series with two lags, two with three. The last is of the first one's sizes."""
        return [forecast_var._drawn(rng, *size) for size in ((3, 2, 7, 4), (2, 3, 8, 5), (3, 2, 7, 4))]

    @staticmethod
    def short(rng: np.random.Generator) -> list[dict]:
        """Just p rows, and once only one step."""
        first = frozenset({"from_the_beginning"})
        one_step = first | {"first_forecast_repeated", "only_the_latest_moves"}
        return [forecast_var._drawn(rng, 3, 2, 2, 5, first), forecast_var._drawn(rng, 2, 3, 3, 1, one_step)]
