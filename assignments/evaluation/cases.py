"""Inputs of the assignment on the evaluation of generative models.

N images or points, D features, C classes: all different, so that a mixed-up axis shows. Probabilities are sixteenths or 64ths, so that
they sum to exactly 1, and features are multiples of 1/64: float32 and float64 students get the same numbers. Covariances are dense,
and no two of a pair commute.

A hidden group draws its cases until they bite: every mistake that it is meant to catch gives a clearly different answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from assignments.evaluation import mistakes
from reference import frechet_distance as frechet
from reference import information_measures as information
from reference import maximum_likelihood as likelihood
from reference import perceptual_path_length as path
from reference import precision_recall as neighbours

# Mistakes that show only where something is 0, singular, tied or huge: the other groups need not catch them.
SPECIAL = {
    "zero_times_infinity",
    "a_little_added",
    "zeros_of_q_left_out",
    "nan_where_both_are_zero",
    "infinite_for_any_zero",
    "unused_class",
    "fails_where_singular",
    "fails_where_the_first_is_singular",
    "epsilon_on_the_diagonals",
    "root_of_less_than_nothing",
    "zero_over_zero",
    "not_clipped",
    "first_vector_where_parallel",
    "nothing_where_parallel",
    "one_parallel_pair_for_all",
    "straight_line_for_small_angles",
    "second_axis",
    "outside_on_the_surface",
    "nothing_over_nothing",
    "divides_by_nothing",
    "density_first",
    "product_first",
    "determinant_first",
    "only_what_was_seen",
    "up_to_the_largest",
}
FAINT = {"epsilon_on_the_diagonals"}  # a mistake that is off by little in most places: only where it is to be caught it matters
CLEARLY = 0.01  # of the answer's size: a hundred times the usual float32 tolerance
JUST_CLEARLY = 0.0012  # twelve times
SAME = 1e-6
LOST = 2e-5  # what float32 may lose of the answer where covariances are singular
TRIES = 20_000


# ---- drawing ----


def distribution(rng: np.random.Generator, size: int, total: int = 16) -> np.ndarray:
    """(size,) positive multiples of 1/total that sum to 1."""
    cuts = np.sort(rng.choice(np.arange(1, total), size - 1, replace=False))
    return np.diff(np.concatenate([[0], cuts, [total]])) / total


def with_zeros(rng: np.random.Generator, size: int, possible: np.ndarray) -> np.ndarray:
    """(size,) sixteenths that sum to 1: positive at the possible places, 0 elsewhere."""
    p = np.zeros(size)
    p[possible] = distribution(rng, len(possible))
    return p


def certain(size: int, value: int) -> np.ndarray:
    """(size,), 1 at the value and 0 elsewhere."""
    return np.eye(size)[value]


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def covariance(rng: np.random.Generator, size: int, rank: int | None = None) -> np.ndarray:
    """(size, size), a dense covariance of multiples of 1/64, positive definite or of a lower rank.

    Its positive eigenvalues lie within a factor of forty of each other, so that float32 is honest. Where the rank is lower, its Cholesky
    factor is a triangle of eighths with powers of two on the diagonal: no step of the elimination rounds, in any precision, the pivot
    after the last is exactly 0, and who needs all of them fails for certain.
    """
    columns = size + 1 if rank is None else rank
    while True:
        factor = rng.integers(-8, 9, size=(size, columns)) / 8
        if rank is not None:
            factor = np.tril(factor)
            np.fill_diagonal(factor, rng.choice([0.5, 1.0], size=rank))
        C = factor @ factor.T
        values = np.sort(np.linalg.eigvalsh(C))[-(rank or size) :]
        if values[0] > values[-1] / 40 and np.min(np.abs(C)) > 1 / 16:
            return C


def correlated(rng: np.random.Generator, count: int, size: int) -> np.ndarray:
    """(count, size) features that depend on each other, multiples of 1/64."""
    mixed = rng.normal(size=(count, size)) @ (np.eye(size) + rng.uniform(-0.8, 0.8, size=(size, size)))
    return np.round((mixed + rng.uniform(-2, 2, size=size)) * 64) / 64


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
    except (ValueError, IndexError, ZeroDivisionError, np.linalg.LinAlgError):
        return None
    return [np.asarray(part) for part in (value if isinstance(value, tuple) else (value,))]


def distance(right: np.ndarray, wrong: np.ndarray) -> float:
    """Largest difference as a share of the right array's size; infinite where shapes, infinities or NaN differ."""
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return float("inf")
    finite = np.isfinite(right)
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / (np.max(np.abs(right[finite]), initial=0.0) or 1.0))


def bites(
    reference: Callable[..., Any], case: dict[str, Any], *, catch: set[str] | None = None, clearly: float = CLEARLY, near: bool = False
) -> bool:
    """Whether every mistake of the task is clearly off in some part, and nowhere off by little.

    catch: only these need to be off. near: being off by little is allowed.
    """
    right = answer(reference, case)
    if right is None:
        return False
    for name, function in vars(getattr(mistakes, reference.__name__)).items():
        if name.startswith("_"):
            continue
        wrong = answer(function.__func__, case)
        gaps = [float("inf")] if wrong is None else [distance(*pair) for pair in zip(right, wrong, strict=True)]
        wanted = name in catch if catch is not None else name not in SPECIAL
        if name in FAINT and not wanted:
            continue
        if (not near and any(SAME < gap < clearly for gap in gaps)) or (wanted and max(gaps) < clearly):
            return False
    return True


# ---- Inception Score ----


class entropy:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's four values."""
        return [{"p": np.array([4, 2, 1, 1]) / 8}]

    @staticmethod
    def one_zero(rng: np.random.Generator) -> list[dict]:
        """The handout's distribution with a 0: who replaces it in the argument is right, but changes the argument."""
        return [{"p": np.array([2, 0, 1, 1]) / 4}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other distributions. The last is of the first one's size: what is kept between calls by size shows."""
        return [
            drawn_until(lambda s=size, n=total: {"p": distribution(rng, s, n)}, lambda case: bites(information.entropy, case))
            for size, total in ((5, 16), (9, 64), (5, 16))
        ]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Some values never happen; and one is certain."""
        return [
            {"p": with_zeros(rng, 6, rng.permutation(6)[:4])},
            {"p": certain(5, int(rng.integers(1, 4)))},
        ]


class kl_divergence:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two distributions over three values."""
        return [{"p": np.array([2, 1, 1]) / 4, "q": np.array([1, 3, 4]) / 8}]

    @staticmethod
    def two_zeros(rng: np.random.Generator) -> list[dict]:
        """The handout's pair with zeros: who replaces them in the arguments is right, but changes the arguments."""
        return [{"p": np.array([2, 0, 0, 2]) / 4, "q": np.array([1, 1, 0, 2]) / 4}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other pairs. The last is of the first one's size: what is kept between calls by size shows."""

        def pair(size: int, total: int) -> dict[str, Any]:
            return {"p": distribution(rng, size, total), "q": distribution(rng, size, total)}

        return [
            drawn_until(lambda s=size, n=total: pair(s, n), lambda case: bites(information.kl_divergence, case))
            for size, total in ((5, 16), (9, 64), (5, 16))
        ]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """p is 0 where q is not; both are 0 at one value; p is certain of one value."""

        def p_only() -> dict[str, Any]:
            return {"p": with_zeros(rng, 6, rng.permutation(6)[:4]), "q": distribution(rng, 6)}

        def both() -> dict[str, Any]:
            order = rng.permutation(6)
            return {"p": with_zeros(rng, 6, order[:4]), "q": with_zeros(rng, 6, order[:5])}

        def sure() -> dict[str, Any]:
            return {"p": certain(5, int(rng.integers(1, 4))), "q": distribution(rng, 5)}

        return [
            drawn_until(pair, lambda case: bites(information.kl_divergence, case, catch={"zero_times_infinity", "turned_round"}))
            for pair in (p_only, both, sure)
        ]

    @staticmethod
    def infinite(rng: np.random.Generator) -> list[dict]:
        """q calls a value impossible that p does not; and one that p calls impossible too."""
        order = rng.permutation(6)
        return [
            {"p": distribution(rng, 5), "q": with_zeros(rng, 5, rng.permutation(5)[:4])},
            {"p": with_zeros(rng, 6, order[:5]), "q": with_zeros(rng, 6, order[1:5])},
        ]


def images(rng: np.random.Generator, count: int, classes: int) -> np.ndarray:
    """(count, classes): a distribution an image. Most of its weight lies on one class or two."""
    rows = np.ones((count, classes))
    for row in rows:
        row += rng.multinomial(16 - classes, rng.dirichlet(np.full(classes, 0.3)))
    return rows / 16


class inception_score:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's four images and three classes."""
        return [{"p_yx": np.array([[4, 2, 2], [1, 6, 1], [2, 2, 4], [5, 1, 2]]) / 8}]

    @staticmethod
    def certain(rng: np.random.Generator) -> list[dict]:
        """Six images of three classes, two of each, and no doubt about any; then five, of which three show one class."""
        return [{"p_yx": np.eye(3)[[0, 2, 1, 1, 0, 2]]}, {"p_yx": np.eye(3)[[1, 0, 1, 2, 1]]}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other images. The last are as many as the first: what is kept between calls by size shows."""
        return [
            drawn_until(
                lambda n=count, c=classes: {"p_yx": images(rng, n, c)},
                lambda case: bites(information.inception_score, case),
            )
            for count, classes in ((7, 5), (22, 6), (7, 5))
        ]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Some images show one class for certain, and some leave two classes open."""

        def some_certain() -> dict[str, Any]:
            rows = [certain(5, value) for value in rng.permutation(5)[:3]]
            rows += [with_zeros(rng, 5, rng.permutation(5)[:2]) for _ in range(2)]
            rows += list(images(rng, 3, 5))
            return {"p_yx": rng.permutation(np.array(rows))}

        return [
            drawn_until(some_certain, lambda case: bites(information.inception_score, case, catch={"zero_times_infinity", "no_exp"}))
            for _ in range(2)
        ]

    @staticmethod
    def unused(rng: np.random.Generator) -> list[dict]:
        """One class, or the last one, that no image shows."""

        def without(unused: int) -> dict[str, Any]:
            return {"p_yx": np.insert(images(rng, 6, 4), unused, 0.0, axis=1)}

        return [
            drawn_until(
                lambda place=place: without(place),
                lambda case: bites(information.inception_score, case, catch={"unused_class", "zero_times_infinity"}),
            )
            for place in (int(rng.integers(1, 4)), 4)
        ]


# ---- Frechet Inception Distance ----


def honest_where_singular(case: dict[str, Any]) -> bool:
    """Whether float32 knows the distance well although some eigenvalues of C1 C2 are 0.

    Rounding turns an eigenvalue that is 0 into some 1e-7 of the largest, whose root is no longer small. Where the means are far apart,
    these roots are nothing in the whole: with ten such roundings, at most a fiftieth of a thousandth. The right float32 student
    keeps the points.
    """
    values = np.sort(np.abs(np.linalg.eigvals(case["C1"] @ case["C2"])))
    zeros = int(np.sum(values < 1e-9 * values[-1]))
    error = 2 * zeros * np.sqrt(10 * 2.0**-24 * values[-1])
    return bool(zeros and error < LOST * frechet.frechet_distance(**case))


def has_plain_roots(C1: np.ndarray, C2: np.ndarray) -> bool:
    """Whether the diagonal of C1 C2 is positive: who takes roots of entries, of their sizes or of their real parts gets the same number."""
    return bool(np.all(np.diag(C1 @ C2) > 0))


def fitted(case: dict[str, Any]) -> dict[str, Any]:
    """The Gaussians of two sets of images."""
    gaussian = {"mu1": case["real"].mean(axis=0), "C1": np.cov(case["real"], rowvar=False)}
    return gaussian | {"mu2": case["fake"].mean(axis=0), "C2": np.cov(case["fake"], rowvar=False)}


def pair_of_gaussians(rng: np.random.Generator, size: int, ranks: tuple[int | None, int | None] = (None, None)) -> dict[str, Any]:
    """Two Gaussians of so many dimensions, of these ranks."""
    while True:
        C1, C2 = (covariance(rng, size, rank) for rank in ranks)
        if has_plain_roots(C1, C2):
            return {"mu1": draw(rng, 1.5, size), "C1": C1, "mu2": draw(rng, 1.5, size), "C2": C2}


class frechet_distance:
    @staticmethod
    def line(rng: np.random.Generator) -> list[dict]:
        """One dimension: means 1 and 3, variances 4 and 9; then variances below 1."""
        return [
            {"mu1": np.array([1.0]), "C1": np.array([[4.0]]), "mu2": np.array([3.0]), "C2": np.array([[9.0]])},
            {"mu1": np.array([-0.5]), "C1": np.array([[0.0625]]), "mu2": np.array([0.25]), "C2": np.array([[0.5625]])},
        ]

    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two Gaussians in the plane."""
        return [
            {
                "mu1": np.array([1.0, 2.0]),
                "C1": np.array([[1.0, 1.0], [1.0, 5.0]]),
                "mu2": np.array([3.0, 1.0]),
                "C2": np.array([[5.0, 3.0], [3.0, 2.0]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other pairs. The last is of the first one's size: what is kept between calls by size shows."""
        return [
            drawn_until(lambda s=size: pair_of_gaussians(rng, s), lambda case: bites(frechet.frechet_distance, case)) for size in (3, 5, 3)
        ]

    @staticmethod
    def narrow(rng: np.random.Generator) -> list[dict]:
        """Variances of about a thousandth and means of a thirtieth: an epsilon of 1e-6 on the diagonals is no longer nothing."""

        def pair(size: int) -> dict[str, Any]:
            scales = {"mu1": 2**-6, "C1": 2**-11, "mu2": 2**-6, "C2": 2**-11}
            return {name: array * scales[name] for name, array in pair_of_gaussians(rng, size).items()}

        def has_a_small_eigenvalue(case: dict[str, Any]) -> bool:
            """Small, but far from rounding: who takes it for 0 by a limit that does not go by the largest one is wrong."""
            values = np.linalg.eigvals(case["C1"] @ case["C2"]).real
            return bool(np.min(values) * np.max(values) < 1e-14)

        catch = set(vars(mistakes.frechet_distance)) - SPECIAL | FAINT
        return [
            drawn_until(
                lambda s=size: pair(s),
                lambda case: has_a_small_eigenvalue(case) and bites(frechet.frechet_distance, case, catch=catch, clearly=JUST_CLEARLY),
            )
            for size in (3, 2)
        ]

    @staticmethod
    def singular(rng: np.random.Generator) -> list[dict]:
        """One covariance is singular, the other, both; means that lie far apart."""

        def pair(size: int, rank1: int | None, rank2: int | None) -> dict[str, Any]:
            apart = rng.choice([-1.0, 1.0], size=size) * rng.integers(256, 513, size=size) / 64
            gaussians = pair_of_gaussians(rng, size, (rank1, rank2))
            return gaussians | {"mu2": gaussians["mu1"] + apart}

        def catch(rank1: int | None) -> set[str]:
            return {"fails_where_singular", "root_of_less_than_nothing"} | ({"fails_where_the_first_is_singular"} if rank1 else set())

        clearly = 200 * LOST  # a tolerance is at most twenty times what float32 loses, and a mistake is ten tolerances away
        return [
            drawn_until(
                lambda s=size, r1=rank1, r2=rank2: pair(s, r1, r2),
                lambda case, c=catch(rank1): (
                    honest_where_singular(case) and bites(frechet.frechet_distance, case, catch=c, clearly=clearly)
                ),
            )
            for size, rank1, rank2 in ((4, 3, None), (5, None, 4), (4, 3, 3), (3, 2, None))
        ]


class fid:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three real and five fake images of two features."""
        return [
            {
                "real": np.array([[2.0, 2.0], [7.0, 6.0], [6.0, 4.0]]),
                "fake": np.array([[5.0, 3.0], [2.0, 2.0], [7.0, 1.0], [6.0, 3.0], [0.0, 1.0]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other sets, more real images than fake ones and fewer."""

        def sets(real: int, fake: int, features: int) -> dict[str, Any]:
            return {"real": correlated(rng, real, features), "fake": correlated(rng, fake, features)}

        def is_well_conditioned(case: dict[str, Any]) -> bool:
            C1, C2 = (np.cov(x, rowvar=False) for x in case.values())
            return has_plain_roots(C1, C2) and all(values[0] > values[-1] / 40 for values in map(np.linalg.eigvalsh, (C1, C2)))

        return [
            drawn_until(
                lambda sizes=sizes: sets(*sizes),
                lambda case: is_well_conditioned(case) and bites(frechet.fid, case),
            )
            for sizes in ((14, 9, 4), (11, 17, 5), (14, 9, 4))
        ]

    @staticmethod
    def few(rng: np.random.Generator) -> list[dict]:
        """Fewer images than features, in both sets or in one; means that lie far apart."""

        def sets(real: int, fake: int, features: int) -> dict[str, Any]:
            apart = rng.choice([-1.0, 1.0], size=features) * rng.integers(320, 641, size=features) / 64
            return {"real": draw(rng, 1, real, features), "fake": draw(rng, 1, fake, features) + apart}

        def is_honest(case: dict[str, Any]) -> bool:
            gaussians = fitted(case)
            return has_plain_roots(gaussians["C1"], gaussians["C2"]) and honest_where_singular(gaussians)

        catch = {"fails_where_singular", "root_of_less_than_nothing"}
        return [
            drawn_until(
                lambda sizes=sizes: sets(*sizes),
                lambda case: is_honest(case) and bites(frechet.fid, case, catch=catch, near=True),
            )
            for sizes in ((5, 4, 6), (4, 9, 5))
        ]


# ---- perceptual path length ----


def arcs(rng: np.random.Generator, t: float, *shape: int) -> dict[str, Any]:
    """Pairs of vectors whose angles lie between 0.5 and 2.4: wide enough for an arc to differ from its chord, and far from opposite."""

    def is_wide(pair: dict[str, Any]) -> bool:
        lengths = np.linalg.norm(pair["a"]), np.linalg.norm(pair["b"])
        return min(lengths) > 1 and 0.5 < np.arccos(pair["a"] @ pair["b"] / (lengths[0] * lengths[1])) < 2.4

    *axes, size = shape
    pairs = [drawn_until(lambda: {"a": draw(rng, 3, size), "b": draw(rng, 3, size)}, is_wide) for _ in range(int(np.prod(axes)))]
    return {name: np.array([pair[name] for pair in pairs]).reshape(shape) for name in ("a", "b")} | {"t": t}


class slerp:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's right angle, then two pairs at once with angles of 45 and 120 degrees."""
        return [
            {"a": np.array([2.0, 0.0, 0.0]), "b": np.array([0.0, 3.0, 3.0]), "t": 1 / 3},
            {"a": np.array([[2.0, 0.0, 0.0], [1.0, -1.0, 0.0]]), "b": np.array([[3.0, 3.0, 0.0], [0.0, 2.0, -2.0]]), "t": 0.25},
        ]

    @staticmethod
    def line(rng: np.random.Generator) -> list[dict]:
        """Two vectors of one direction: rounding cannot make their angle anything but 0."""
        return [
            {"a": np.array([2.0, 0.0]), "b": np.array([6.0, 0.0]), "t": 0.25},
            {
                "a": np.array([[0.5, -0.5, 0.5, 0.5], [0.0, 0.0, -3.0, 0.0]]),
                "b": np.array([[2.0, -2.0, 2.0, 2.0], [0.0, 0.0, -1.0, 0.0]]),
                "t": 0.625,
            },
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """A single pair; then pairs by the row, whose angles differ."""
        one = {"one_angle_for_all", "first_axis"}  # a single pair cannot tell these
        catch = set(vars(mistakes.slerp)) - one - SPECIAL
        return [
            drawn_until(lambda: arcs(rng, 0.375, 5), lambda case: bites(path.slerp, case, catch=catch)),
            *(
                drawn_until(lambda t=t: arcs(rng, t, 4, 3), lambda case: bites(path.slerp, case))
                for t in (float(rng.integers(2, 7)) / 16, float(rng.integers(10, 15)) / 16)
            ),
        ]

    @staticmethod
    def near(rng: np.random.Generator) -> list[dict]:
        """One pair has an angle of about 0.12, whose cosine is 0.993: its arc is not yet the straight line. The other angles are wide."""

        def angle_of(pair: dict[str, Any]) -> float:
            lengths = np.linalg.norm(pair["a"]), np.linalg.norm(pair["b"])
            return float(np.arccos(np.clip(pair["a"] @ pair["b"] / (lengths[0] * lengths[1]), -1, 1))) if min(lengths) > 1 else 0.0

        def narrow() -> dict[str, Any]:
            a = draw(rng, 3, 4)
            return {"a": a, "b": a * int(rng.integers(3, 7)) / 4 + draw(rng, 0.5, 4)}

        def rows() -> dict[str, Any]:
            wide = arcs(rng, float(rng.integers(6, 11)) / 16, 2, 4)
            pair = drawn_until(narrow, lambda pair: 0.115 < angle_of(pair) < 0.135)
            place = int(rng.integers(3))
            return {name: np.insert(wide[name], place, pair[name], axis=0) for name in ("a", "b")} | {"t": wide["t"]}

        catch = set(vars(mistakes.slerp)) - SPECIAL | {"straight_line_for_small_angles"}
        return [drawn_until(rows, lambda case: bites(path.slerp, case, catch=catch, clearly=JUST_CLEARLY)) for _ in range(2)]

    @staticmethod
    def axes(rng: np.random.Generator) -> list[dict]:
        """Three axes."""
        catch = {"second_axis", "first_axis", "one_angle_for_all"}
        return [drawn_until(lambda: arcs(rng, 0.6875, 2, 3, 4), lambda case: bites(path.slerp, case, catch=catch))]

    @staticmethod
    def parallel(rng: np.random.Generator) -> list[dict]:
        """Pairs by the row: two form an arc, the angle of one is 0 in any arithmetic, and rounding pushes the cosine of some above 1.

        Then one pair whose cosine is above 1 in float64 and in float32, in whatever order it is divided and summed.
        """

        def rows() -> dict[str, Any]:
            case = arcs(rng, float(rng.integers(5, 12)) / 16, 2, 4)
            exact = rng.choice([-1.0, 1.0], size=4) * int(rng.integers(32, 97)) / 64
            same = draw(rng, 2, 5, 4)
            a, b = np.vstack([case["a"], exact, same]), np.vstack([case["b"], exact * 2, same * rng.integers(2, 5, size=(5, 1))])
            order = rng.permutation(len(a))
            return {"a": a[order], "b": b[order], "t": case["t"]}

        def has_no_short_vector(case: dict[str, Any]) -> bool:
            return bool(np.min(np.linalg.norm(case["a"], axis=1)) > 0.5)

        catch = {"zero_over_zero", "not_clipped", "straight_line", "unit_vectors", "t_turned_round"}
        catch |= {"first_vector_where_parallel", "one_parallel_pair_for_all"}
        drawn = [drawn_until(rows, lambda case: has_no_short_vector(case) and bites(path.slerp, case, catch=catch)) for _ in range(2)]
        return [*drawn, {"a": np.array([1.0, 1.0, 4.0]), "b": np.array([2.0, 2.0, 8.0]), "t": 0.375}]


class perceptual_path_length:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three pairs of two features."""
        return [
            {
                "features": np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]),
                "features_nearby": np.array([[1.25, 2.0], [0.0, -0.5], [3.5, 1.25]]),
                "epsilon": 0.5,
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other steps. The last are as many as the first: what is kept between calls by size shows."""

        def steps(count: int, features: int, epsilon: float) -> dict[str, Any]:
            x = draw(rng, 3, count, features)
            return {"features": x, "features_nearby": x + draw(rng, 0.5, count, features), "epsilon": epsilon}

        return [
            drawn_until(lambda sizes=sizes: steps(*sizes), lambda case: bites(path.perceptual_path_length, case))
            for sizes in ((5, 4, 0.25), (4, 7, 0.0625), (5, 4, 0.125))
        ]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """epsilon = 1/10000, as it is in practice."""

        def steps() -> dict[str, Any]:
            x = draw(rng, 0.25, 6, 3)
            return {"features": x, "features_nearby": x + rng.integers(-128, 129, size=(6, 3)) / 2**14, "epsilon": 1e-4}

        return [drawn_until(steps, lambda case: bites(path.perceptual_path_length, case))]


# ---- precision and recall ----


def has_no_near_tie(case: dict[str, Any]) -> bool:
    """Whether no distance comes within a thousandth of a radius."""
    real, fake, k = case["real"], case["fake"], case["k"]
    across = np.linalg.norm(real[:, None] - fake, axis=-1)  # (real, fake)
    for distances, centres in ((across, real), (across.T, fake)):
        radii = np.sort(np.linalg.norm(centres[:, None] - centres, axis=-1), axis=1)[:, k]
        if np.any(np.abs(distances - radii[:, None]) < 1e-3 * radii[:, None]):
            return False
    return True


def ties_are_whole(case: dict[str, Any]) -> bool:
    """Whether a distance that equals a radius is a whole number, which every way to compute it gives exactly, and none comes near."""
    real, fake, k = case["real"], case["fake"], case["k"]
    across = np.sum((real[:, None] - fake) ** 2, axis=-1)
    for squares, centres in ((across, real), (across.T, fake)):
        radii = np.sort(np.sum((centres[:, None] - centres) ** 2, axis=-1), axis=1)[:, k, None]
        tied = squares == radii
        if np.any(radii == 0) or np.any(tied & (np.sqrt(radii) % 1 != 0)) or np.any(~tied & (np.abs(squares - radii) < 3e-3 * radii)):
            return False
    return True


class precision_recall_f1:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's five real and four fake points in the plane, k = 1; then k = 2."""
        real = np.array([[4.0, 4.0], [8.0, 6.0], [3.0, 3.0], [1.0, 8.0], [6.0, 6.0]])
        fake = np.array([[8.0, 2.0], [9.0, 1.0], [7.0, 1.0], [7.0, 7.0]])
        return [{"real": real, "fake": fake, "k": k} for k in (1, 2)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other points and other k; the second sets hardly meet. The last are as many as the first: what is kept by size shows."""

        def hardly_meet(case: dict[str, Any]) -> bool:
            precision, recall, _ = neighbours.precision_recall_f1(**case)
            return precision + recall < 0.9

        def points(real: int, fake: int, features: int, k: int) -> dict[str, Any]:
            spread, shift = rng.uniform(0.4, 2), rng.uniform(-1, 1, size=features)
            fakes = rng.normal(size=(fake, features)) * spread + shift
            return {"real": np.round(rng.normal(size=(real, features)) * 64) / 64, "fake": np.round(fakes * 64) / 64, "k": k}

        catch_with_one = set(vars(mistakes.precision_recall_f1)) - SPECIAL - {"one_neighbour_always"}
        return [
            drawn_until(
                lambda sizes=sizes: points(*sizes),
                lambda case, little=little: (
                    has_no_near_tie(case)
                    and hardly_meet(case) == little
                    and bites(neighbours.precision_recall_f1, case, catch=catch_with_one if case["k"] == 1 else None)
                ),
            )
            for sizes, little in (((14, 11, 3, 3), False), ((12, 17, 4, 2), True), ((16, 13, 2, 1), False), ((14, 11, 3, 4), False))
        ]

    @staticmethod
    def surface_ties(rng: np.random.Generator) -> list[dict]:
        """Points of which some lie just on the surface of a ball, for k = 1 and k = 2; and others far from there.

        On a line, with equal steps: k + 1 fake points, then k + 1 real ones. The last fake point but k - 1 lies k steps from the first
        real one, whose ball reaches k steps; and the same the other way round.
        """

        def points(k: int) -> dict[str, Any]:
            step, start, height = rng.integers(3, 9), rng.integers(-20, 21, size=2), rng.integers(100, 200)
            way = np.eye(2)[rng.integers(2)] * rng.choice([-1, 1])
            line = start + step * np.arange(2 * k + 2)[:, None] * way
            others = np.stack([rng.integers(0, 30, size=9), np.full(9, height)], axis=1)
            real, fake = np.vstack([line[k + 1 :], others[:5]]), np.vstack([line[: k + 1], others[5:]])
            return {"real": rng.permutation(real), "fake": rng.permutation(fake), "k": k}

        def differ(case: dict[str, Any]) -> bool:
            right, wrong = neighbours.precision_recall_f1(**case), mistakes.precision_recall_f1.outside_on_the_surface(**case)
            return right[0] > wrong[0] and right[1] > wrong[1] and bites(neighbours.precision_recall_f1, case, catch=set())

        return [drawn_until(lambda k=k: points(k), lambda case: ties_are_whole(case) and differ(case)) for k in (1, 2)]

    @staticmethod
    def apart(rng: np.random.Generator) -> list[dict]:
        """Two sets that lie far from each other."""
        return [{"real": draw(rng, 2, 7, 3), "fake": draw(rng, 2, 5, 3) + 16, "k": 2}]


# ---- likelihood ----


class gaussian_log_likelihood:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three points in the plane."""
        return [
            {
                "x": np.array([[1.0, -1.0], [3.0, 0.0], [0.0, 1.0]]),
                "mean": np.array([1.0, -1.0]),
                "covariance": np.array([[4.0, 2.0], [2.0, 2.0]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other points. The last are as many as the first: what is kept between calls by size shows."""

        def points(count: int, size: int) -> dict[str, Any]:
            return {"x": draw(rng, 3, count, size), "mean": draw(rng, 1.5, size), "covariance": covariance(rng, size)}

        return [
            drawn_until(lambda sizes=sizes: points(*sizes), lambda case: bites(likelihood.gaussian_log_likelihood, case))
            for sizes in ((5, 3), (6, 4), (5, 3))
        ]

    @staticmethod
    def unlikely(rng: np.random.Generator) -> list[dict]:
        """Points that lie some forty deviations away; and three hundred ordinary ones."""

        def far() -> dict[str, Any]:
            mean, C = draw(rng, 1.5, 4), covariance(rng, 4) * 16
            ways = rng.normal(size=(3, 4))
            ways *= rng.uniform(40, 42, size=(3, 1)) / np.sqrt(np.sum(ways.T * np.linalg.solve(C, ways.T), axis=0))[:, None]
            return {"x": np.round((mean + ways) * 64) / 64, "mean": mean, "covariance": C}

        def many() -> dict[str, Any]:
            return {"x": draw(rng, 3, 300, 2), "mean": draw(rng, 1.5, 2), "covariance": covariance(rng, 2)}

        return [
            drawn_until(draw_case, lambda case, catch=catch: bites(likelihood.gaussian_log_likelihood, case, catch=catch, clearly=2.5e-3))
            for draw_case, catch in ((far, {"density_first", "product_first"}), (many, {"product_first"}))
        ]

    @staticmethod
    def wide(rng: np.random.Generator) -> list[dict]:
        """Sixty dimensions with variances of some ten million: the determinant is above 1e400."""

        def points() -> dict[str, Any]:
            factor = rng.integers(-1, 2, size=(60, 120))
            mean = rng.integers(-2000, 2001, size=60) / 1.0
            x = mean + rng.integers(-4000, 4001, size=(3, 60))
            return {"x": x, "mean": mean, "covariance": factor @ factor.T * 2.0**17}

        return [drawn_until(points, lambda case: bites(likelihood.gaussian_log_likelihood, case, catch={"determinant_first"}))]


class gaussian_mle:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's four points in the plane."""
        return [{"x": np.array([[1.0, 0.0], [2.0, 4.0], [3.0, 1.0], [6.0, 3.0]])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other points. The last are as many as the first: what is kept between calls by size shows."""
        return [
            drawn_until(lambda sizes=sizes: {"x": correlated(rng, *sizes)}, lambda case: bites(likelihood.gaussian_mle, case))
            for sizes in ((7, 3), (11, 5), (7, 3))
        ]


class categorical_mle:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's eight observations of five values; 3 is never observed."""
        return [{"observations": np.array([2, 0, 2, 1, 2, 0, 4, 2]), "num_values": 5}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other observations, of which every value is one. The last are as many as the first: what is kept between calls by size shows."""

        def observed(count: int, values: int) -> dict[str, Any]:
            return {"observations": rng.integers(values, size=count), "num_values": values}

        def fits(case: dict[str, Any]) -> bool:
            return len(np.unique(case["observations"])) == case["num_values"] and bites(likelihood.categorical_mle, case)

        return [drawn_until(lambda sizes=sizes: observed(*sizes), fits) for sizes in ((16, 4), (27, 6), (16, 4))]

    @staticmethod
    def never(rng: np.random.Generator) -> list[dict]:
        """The last values are never observed; then the first, and one in the middle."""
        return [
            {"observations": rng.permutation([0, 0, 1, 1, 1, 2, 3, 3, *rng.integers(4, size=4)]), "num_values": 6},
            {"observations": rng.permutation([1, 1, 2, 4, 4, 4, *rng.choice([1, 2, 4], size=3)]), "num_values": 5},
        ]
