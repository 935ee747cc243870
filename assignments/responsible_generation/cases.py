"""Inputs of the assignment on responsible generation.

N, M rows, D features, T tokens, C classes and so on: all different, so that a mixed-up axis shows. All numbers are multiples of 1/64, so
that float32 and float64 students get the same ones, and small enough for float32 to hold every square and every sum of squares exactly.

A distance is never near a threshold, unless the group's name says "ties": there it meets the threshold exactly. A hidden group draws
its cases until they bite: every mistake that it is meant to catch gives a clearly different answer, and no two mistakes the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from assignments.responsible_generation import mistakes
from reference import attention_rollout as rollout
from reference import calibration, sample_audit, word_embedding_association
from reference import private_gradient as private
from reference import saliency as maps

REFERENCE = {
    "duplicate_rate": sample_audit.duplicate_rate,
    "memorisation_rate": sample_audit.memorisation_rate,
    "quality_diversity": sample_audit.quality_diversity,
    "repetition_rate": sample_audit.repetition_rate,
    "attention_rollout": rollout.attention_rollout,
    "saliency": maps.saliency,
    "association_bias": word_embedding_association.association_bias,
    "expected_calibration_error": calibration.expected_calibration_error,
    "private_gradient": private.private_gradient,
}

# Mistakes that show only on a border, with copies, in too short a text, in a row of zeros or where exp overflows: other groups need not
# catch them.
SPECIAL = {
    "strictly_nearer",
    "copies_left_out",
    "border_outside",
    "short_is_all_repeats",
    "short_divides_by_zero",
    "exp_overflows",
    "left_closed",
    "sure_ones_dropped",
    "ends_in_no_bin",
    "zero_over_zero",
    "clipped_after_the_noise",
}
CLEARLY = 0.01  # of the answer's size: a hundred times the usual float32 tolerance
SAME = 1e-6
AWAY = 1e-3  # how far a distance stays from a threshold, as a share of it
TRIES = 20_000


# ---- do cases bite? ----


def answer(function: Callable[..., Any], case: dict[str, Any]) -> list[np.ndarray] | None:
    """The parts of an answer, or None where the function raises."""
    try:
        with np.errstate(all="ignore"):
            value = function(**case)
    except (ArithmeticError, ValueError, IndexError):
        return None
    return [np.asarray(part) for part in (value if isinstance(value, (tuple, list)) else (value,))]


def gaps(right: list[np.ndarray] | None, wrong: list[np.ndarray] | None) -> list[float]:
    """For each part the largest difference as a share of the right part's size; infinite where structure, shapes or NaN differ."""
    if right is None or wrong is None:
        return [0.0 if right is wrong else float("inf")]
    return [gap(*pair) for pair in zip(right, wrong, strict=True)] if len(right) == len(wrong) else [float("inf")]


def gap(right: np.ndarray, wrong: np.ndarray) -> float:
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return float("inf")
    finite = np.isfinite(right)
    size = np.max(np.abs(right[finite]), initial=0.0) or 1.0
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / size)


def bites(task: str, cases: list[dict], *, catch: set[str] | None = None, told: list[dict] | None = None) -> bool:
    """Whether every mistake of the task is clearly off in some case and nowhere off by little, and no two of them are the same.

    catch: only these need to be off. told: public cases, which may tell two mistakes apart too.
    """
    functions = {name: item.__func__ for name, item in vars(getattr(mistakes, task)).items() if not name.startswith("_")}
    wanted = catch if catch is not None else set(functions) - SPECIAL
    right = [answer(REFERENCE[task], case) for case in cases]
    answers = {name: [answer(function, case) for case in cases] for name, function in functions.items()}
    for name, wrong in answers.items():
        off = [one for pair in zip(right, wrong, strict=True) for one in gaps(*pair)]
        if any(SAME < one < CLEARLY for one in off) or (name in wanted and max(off) < CLEARLY):
            return False
    if catch is not None:
        return True
    before = {name: [answer(functions[name], case) for case in told or []] for name in wanted}
    return all(
        any(max(gaps(*pair)) >= CLEARLY for pair in zip(before[a] + answers[a], before[b] + answers[b], strict=True))
        for a, b in combinations(sorted(wanted), 2)
    )


def drawn_until(draw: Callable[[], Any], fits: Callable[[Any], bool]) -> Any:
    """The first draw that fits."""
    for _ in range(TRIES):
        drawn = draw()
        if fits(drawn):
            return drawn
    raise RuntimeError("no case fits: loosen the condition or widen the draw")


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


# ---- duplicates and memorisation ----


def is_clear(lengths: np.ndarray, threshold: np.ndarray | float) -> bool:
    """Whether no length is near its threshold."""
    return bool(np.all(np.abs(lengths - threshold) > AWAY * np.maximum(threshold, 1.0)))


def crowds(rng: np.random.Generator, count: int, features: int, centres: int) -> np.ndarray:
    """(count, features): every row within 1/2, in each coordinate, of one of the centres, which are whole numbers."""
    middles = rng.integers(-3, 4, size=(centres, features))
    return middles[rng.integers(centres, size=count)] + draw(rng, 0.5, count, features)


def apart(rng: np.random.Generator, count: int, features: int) -> np.ndarray:
    """Rows of multiples of 2, at least 2 away from each other."""
    return drawn_until(lambda: 2.0 * rng.integers(-3, 4, size=(count, features)), lambda rows: len(np.unique(rows, axis=0)) == count)


def steps(rng: np.random.Generator, *rows: tuple[int, ...]) -> np.ndarray:
    """Steps in eighths, with the coordinates in any order and of any sign: their lengths stay."""
    return np.array([rng.permutation(row) * rng.choice([-1, 1], size=len(row)) for row in rows]) / 8


ON_THE_BORDER = ((3, 4, 0), (0, 5, 0), (4, 0, 3))  # all 5/8 long
OUTSIDE = ((3, 4, 1), (4, 4, 0))
INSIDE = ((2, 4, 1), (1, 2, 2))


class duplicate_rate:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's ten rows."""
        rows = [[0, 0], [0.25, 0.25], [2, 2], [0.5, 0.5], [4, 1], [2, 2], [3, 0.5], [2, 2.375], [4.25, 1.5], [1.25, 3]]
        return [{"X": np.array(rows), "tolerance": 0.5}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Crowds in which some rows are near each other, some nearly so."""

        def one(count: int, features: int, centres: int) -> dict[str, Any]:
            tolerance = int(rng.integers(13, 21)) / 32
            return drawn_until(
                lambda: {"X": crowds(rng, count, features, centres), "tolerance": tolerance},
                lambda case: is_clear(sample_audit.distances(case["X"], case["X"]), tolerance),
            )

        return drawn_until(
            lambda: [one(17, 3, 5), one(20, 4, 3), one(17, 3, 5)],
            lambda cases: bites("duplicate_rate", cases, told=duplicate_rate.worked(rng)),
        )

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Rows whose distance is exactly the tolerance, 5/8, a little less or a little more; the rest are far away."""

        def one() -> dict[str, Any]:
            rows = apart(rng, 11, 3)
            near = rows[:7] + steps(rng, *ON_THE_BORDER, *OUTSIDE, *INSIDE)
            return {"X": rng.permutation(np.concatenate([rows, near])), "tolerance": 0.625}

        return [drawn_until(one, lambda case: bites("duplicate_rate", [case], catch={"strictly_nearer"}))]

    @staticmethod
    def ties_at_zero(rng: np.random.Generator) -> list[dict]:
        """A tolerance of 0: copies of some rows, one of them three times, and rows that are off by 1/64. Then a single row."""

        def one() -> dict[str, Any]:
            rows = crowds(rng, 9, 4, 4)
            nearly = rows[5:8] + np.eye(4)[:3] / 64
            return {"X": rng.permutation(np.concatenate([rows, rows[:3], rows[:1], nearly])), "tolerance": 0.0}

        many = drawn_until(one, lambda case: bites("duplicate_rate", [case], catch={"strictly_nearer", "either_of_a_pair"}))
        return [many, {"X": draw(rng, 2, 1, 3), "tolerance": 0.0}]


class memorisation_rate:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's six generated rows and four training rows."""
        generated = [[0, 0.25], [1.375, 0.375], [3.25, 2.25], [2, 3], [0, 0.125], [3, 2]]
        return [{"generated": np.array(generated), "training": np.array([[0.0, 0], [1, 0], [3, 2], [0, 4]]), "threshold": 0.5}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """More generated than training rows, and fewer; some generated rows are near a training row, one is a copy, two are said twice.

        The third case has a threshold so large that some generated rows are within it of all training rows.
        """

        def one(count: int, known: int, features: int) -> dict[str, Any]:
            threshold = int(rng.integers(13, 21)) / 32

            def rows() -> dict[str, Any]:
                training = crowds(rng, known, features, 4)
                copied = training[rng.integers(known, size=count - 8)] + draw(rng, 0.5, count - 8, features)
                twice = np.repeat(copied[:2], 2, axis=0)
                generated = rng.permutation(np.concatenate([copied[2:], twice, training[:1], crowds(rng, 5, features, 4)]))
                return {"generated": generated, "training": training, "threshold": threshold}

            return drawn_until(rows, lambda case: is_clear(sample_audit.distances(case["generated"], case["training"]), threshold))

        def wide() -> dict[str, Any]:
            def rows() -> dict[str, Any]:
                return {"generated": draw(rng, 2, 9, 2), "training": draw(rng, 1, 4, 2), "threshold": int(rng.integers(40, 60)) / 32}

            return drawn_until(rows, lambda c: is_clear(sample_audit.distances(c["generated"], c["training"]), c["threshold"]))

        return drawn_until(
            lambda: [one(16, 7, 3), one(11, 19, 4), wide(), one(16, 7, 3)],
            lambda cases: bites("memorisation_rate", cases, told=memorisation_rate.worked(rng)),
        )

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Distances of exactly the threshold, 5/8, a little less or a little more; then exact copies, with a threshold of 0."""

        def border() -> dict[str, Any]:
            training = apart(rng, 9, 3)
            near = training[:7] + steps(rng, *ON_THE_BORDER, *OUTSIDE, *INSIDE)
            return {"generated": rng.permutation(near), "training": rng.permutation(training), "threshold": 0.625}

        def copies() -> dict[str, Any]:
            training = crowds(rng, 8, 4, 3)
            generated = np.concatenate([training[:3], training[2:6] + draw(rng, 0.5, 4, 4)])
            return {"generated": rng.permutation(generated), "training": rng.permutation(training), "threshold": 0.0}

        return [
            drawn_until(one, lambda case: bites("memorisation_rate", [case], catch={"strictly_nearer", "sets_exchanged"}))
            for one in (border, copies)
        ]


# ---- quality and diversity ----


def no_border(case: dict[str, Any]) -> bool:
    """Whether no point is near the border of any ball, its own set's or the other's."""
    real, k = case["real"], case["k"]
    for one in case["samples"]:
        between = sample_audit.distances(one, real)
        if not is_clear(between, sample_audit.ball_radii(real, k)) or not is_clear(between.T, sample_audit.ball_radii(one, k)):
            return False
    return True


def around(rng: np.random.Generator, middles: np.ndarray, count: int, spread: float) -> np.ndarray:
    """(count, D): rows round the middles, each in turn."""
    return rng.permutation(middles[np.arange(count) % len(middles)] + draw(rng, spread, count, middles.shape[1]))


class quality_diversity:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's points on a line: a good set, one that collapsed and one that is spread too widely; k is 1, then 2."""
        real = np.array([[0.0], [1], [3], [6], [7]])
        sets = ([0.5, 3.5, 6.25], [2.75, 3.25, 3.625, 4.25], [-4, 1.25, 12, 10])
        return [{"real": real, "samples": [np.array(one)[:, None] for one in sets], "k": k} for k in (1, 2)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Three and four sets of different sizes and quality, and one alone."""

        def one(count: int, features: int, sizes: tuple[int, ...], k: int) -> dict[str, Any]:
            def sets() -> dict[str, Any]:
                real = around(rng, 2.0 * rng.integers(-1, 2, size=(4, features)), count, 1)
                samples = [around(rng, real[rng.integers(count, size=3)], size, float(rng.choice([0.25, 1, 1.5]))) for size in sizes]
                return {"real": real, "samples": samples, "k": k}

            return drawn_until(sets, no_border)

        return drawn_until(
            lambda: [one(13, 3, (9, 11, 7), 3), one(15, 2, (8, 6, 10, 12), 2), one(12, 4, (10,), 3)],
            lambda cases: bites("quality_diversity", cases, told=quality_diversity.worked(rng)),
        )

    @staticmethod
    def collapsed(rng: np.random.Generator) -> list[dict]:
        """Three modes of real data. The first set has one of them and says one sample four times; the others have two and all three."""

        def sets() -> dict[str, Any]:
            middles = np.array([[-3.0, 0, 1], [3, -1, 0], [0, 3, -2]])
            one = around(rng, middles[:1], 7, 0.5)
            samples = [np.concatenate([one, one[:1], one[:1], one[:1]]), around(rng, middles[:2], 11, 0.5), around(rng, middles, 12, 0.5)]
            return {"real": around(rng, middles, 16, 0.75), "samples": samples, "k": 3}

        catch = {"exchanged", "real_balls_for_both", "balls_of_the_points", "counts_itself", "copies_left_out"}
        return [drawn_until(sets, lambda case: no_border(case) and bites("quality_diversity", [case], catch=catch))]

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Whole numbers in the plane: many points lie exactly on the border of a ball."""

        def sets() -> dict[str, Any]:
            real, *samples = (rng.integers(0, 6, size=(count, 2)).astype(np.float64) for count in (9, 6, 7, 8))
            return {"real": real, "samples": samples, "k": 2}

        def both_show(case: dict[str, Any]) -> bool:
            right, wrong = sample_audit.quality_diversity(**case), mistakes.quality_diversity.border_outside(**case)
            return min(gap(*pair) for pair in zip(right, wrong, strict=True)) > CLEARLY

        return [drawn_until(sets, lambda case: both_show(case) and bites("quality_diversity", [case], catch=set()))]


# ---- repetition ----


class repetition_rate:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's nine tokens, with pairs and with triples."""
        return [{"tokens": np.array([1, 2, 3, 1, 2, 4, 1, 2, 3]), "n": n} for n in (2, 3)]

    @staticmethod
    def short(rng: np.random.Generator) -> list[dict]:
        """Fewer than n tokens."""
        return [{"tokens": np.array([7, 7]), "n": 3}, {"tokens": np.array([4]), "n": 2}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Few different tokens, so that much is said again; written without a gap, some would run together."""

        def texts() -> list[dict]:
            vocabularies = (np.array([1, 11, 2, 12]), np.array([3, 13, 1]), np.array([1, 11, 2, 12, 21]))
            sizes = ((23, 2), (26, 3), (19, 2))
            return [{"tokens": rng.choice(words, size), "n": n} for words, (size, n) in zip(vocabularies, sizes, strict=True)]

        return drawn_until(texts, lambda cases: bites("repetition_rate", cases, told=repetition_rate.worked(rng)))

    @staticmethod
    def edges(rng: np.random.Generator) -> list[dict]:
        """Exactly n tokens; one more; one fewer; n = 1."""
        word = int(rng.integers(1, 9))
        return [
            {"tokens": np.full(4, word), "n": 4},
            {"tokens": np.full(4, word), "n": 3},
            {"tokens": np.full(4, word), "n": 5},
            {"tokens": word + np.array([0, 5, 0, 0, 2, 0, 5]), "n": 1},
        ]


# ---- attention rollout ----


def attention(rng: np.random.Generator, layers: int, heads: int, tokens: int, *, factors: tuple[float, ...]) -> np.ndarray:
    """(L, H, T, T): sixteenths that sum to 1 in each row, times one of the factors."""
    cuts = np.sort(rng.permuted(np.tile(np.arange(1, 16), (layers * heads * tokens, 1)), axis=1)[:, : tokens - 1], axis=1)
    shares = np.diff(cuts, axis=1, prepend=0, append=16) / 16
    return (shares * rng.choice(factors, size=(len(shares), 1))).reshape(layers, heads, tokens, tokens)


DROPPED = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


class attention_rollout:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two layers with two heads and two tokens."""
        first = [[[0.5, 0.25], [0.75, 0.25]], [[0.25, 0.5], [0.25, 0.5]]]
        second = [[[0.75, 0], [0.25, 0.5]], [[0.25, 0.25], [1, 0]]]
        return [{"attentions": np.array([first, second])}]

    @staticmethod
    def summing(rng: np.random.Generator) -> list[dict]:
        """Three layers whose rows sum to 1, as softmax leaves them."""
        catch = {"first_layer_on_the_left", "no_residual", "last_layer_only", "heads_added"}
        return [
            drawn_until(
                lambda: {"attentions": attention(rng, 3, 2, 4, factors=(1.0,))},
                lambda case: bites("attention_rollout", [case], catch=catch),
            )
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Layers whose rows sum to less than 1, or to more, as dropout leaves them."""
        return drawn_until(
            lambda: [{"attentions": attention(rng, *sizes, factors=DROPPED)} for sizes in ((3, 2, 5), (4, 5, 3), (3, 2, 5))],
            lambda cases: all(bites("attention_rollout", [case]) for case in cases),
        )

    @staticmethod
    def deep(rng: np.random.Generator) -> list[dict]:
        """One layer with one head; and seven layers."""
        one = attention(rng, 1, 1, 3, factors=(0.25, 0.5, 0.75))
        seven = drawn_until(
            lambda: {"attentions": attention(rng, 7, 3, 6, factors=DROPPED)},
            lambda case: bites("attention_rollout", [case], catch={"last_layer_only", "no_residual", "first_layer_on_the_left"}),
        )
        return [{"attentions": one}, seven]


# ---- saliency ----


def classifier(rng: np.random.Generator, features: int, classes: int) -> dict[str, Any]:
    """An input, a classifier and a label that is neither the most probable one nor the first."""

    def one() -> dict[str, Any]:
        return {
            "x": draw(rng, 1.5, features),
            "W": draw(rng, 1.5, features, classes),
            "b": draw(rng, 1, classes),
            "label": int(rng.integers(1, classes)),
        }

    return drawn_until(one, lambda case: case["label"] != int(np.argmax(case["x"] @ case["W"] + case["b"])))


class saliency:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two features and three classes."""
        W = np.array([[1.0, 0, -1], [0.5, 1, -2]])
        return [{"x": np.array([1.0, -0.5]), "W": W, "b": np.array([0.5, 0, -0.25]), "label": 1}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """More features than classes, and fewer."""
        return drawn_until(
            lambda: [classifier(rng, *sizes) for sizes in ((6, 4), (3, 5), (6, 4))],
            lambda cases: all(bites("saliency", [case]) for case in cases),
        )

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Scores of many hundreds, above 0 and below, that differ by little: no probability is so small that float32 takes it for 0."""

        def one(features: int, classes: int, level: int) -> dict[str, Any]:
            case = classifier(rng, features, classes)
            return {**case, "b": case["b"] + level}

        return [
            drawn_until(
                lambda size=size: one(*size),
                lambda case: bites("saliency", [case], catch={"exp_overflows", "no_bias", "weights_alone"}),
            )
            for size in ((5, 4, 800), (3, 6, -800))
        ]


# ---- association bias ----


def words(rng: np.random.Generator, sizes: tuple[int, int, int, int], features: int, longest: int) -> dict[str, np.ndarray]:
    """Four groups of vectors, none of them short; each is multiplied by 1, 2, 4 ... up to `longest`."""

    def group(count: int) -> np.ndarray:
        rows = drawn_until(lambda: draw(rng, 1, count, features), lambda rows: np.linalg.norm(rows, axis=1).min() > 0.5)
        return rows * 2.0 ** rng.integers(0, longest.bit_length(), size=(count, 1))

    return {name: group(count) for name, count in zip("XYAB", sizes, strict=True)}


def has_spread(case: dict[str, np.ndarray]) -> bool:
    """Whether the standard deviation is not small and the effect is not near 0."""
    of_x, of_y = (word_embedding_association.associations(case[name], case["A"], case["B"]) for name in "XY")
    return bool(np.std(np.concatenate([of_x, of_y])) > 0.1 and abs(of_x.mean() - of_y.mean()) > 0.05)


class association_bias:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's vectors in the plane, whose cosines can be computed by hand."""
        X, Y = [[3.0, 4], [5, 0]], [[0.0, 2], [-4, 3], [8, 6]]
        A, B = [[1.0, 0], [4, 3]], [[0.0, 2], [-6, 8], [-3, 4]]
        return [{"X": np.array(X), "Y": np.array(Y), "A": np.array(A), "B": np.array(B)}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Groups of different sizes: X goes with A, then with B."""

        def one(sizes: tuple[int, int, int, int], features: int, sign: int) -> dict[str, np.ndarray]:
            return drawn_until(
                lambda: words(rng, sizes, features, 4),
                lambda case: has_spread(case) and sign * word_embedding_association.association_bias(**case) > 0,
            )

        return drawn_until(
            lambda: [one((4, 6, 3, 5), 7, 1), one((5, 3, 6, 2), 4, -1)],
            lambda cases: bites("association_bias", cases),
        )

    @staticmethod
    def lengths(rng: np.random.Generator) -> list[dict]:
        """Some vectors are many times as long as others."""
        return [
            drawn_until(
                lambda: words(rng, (5, 4, 3, 6), 8, 32),
                lambda case: has_spread(case) and bites("association_bias", [case], catch={"dot_products", "half_cosines", "mean_vectors"}),
            )
        ]


# ---- calibration ----


def predictions(rng: np.random.Generator, count: int, classes: int, parts: int) -> tuple[np.ndarray, np.ndarray]:
    """(probabilities (count, classes), in so many parts of 1, and labels (count,)). No ties; about half of the predictions are right."""

    def row() -> np.ndarray:
        best = int(rng.integers(parts // classes + 2, parts + 1))
        rest = rng.multinomial(parts - best, np.full(classes - 1, 1 / (classes - 1)))
        return rng.permutation(np.concatenate([[best], rest]))

    rows = [drawn_until(row, lambda shares: np.sort(shares)[-1] > np.sort(shares)[-2]) for _ in range(count)]
    probabilities = np.array(rows) / parts
    labels = np.where(rng.random(count) < 0.55, probabilities.argmax(axis=1), rng.integers(classes, size=count))
    return probabilities, labels


class expected_calibration_error:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's eight predictions, in four bins."""
        rows = [[14, 1, 1], [3, 13, 0], [2, 5, 9], [1, 4, 11], [13, 2, 1], [1, 15, 0], [5, 7, 4], [10, 3, 3]]
        return [{"probabilities": np.array(rows) / 16, "labels": np.array([0, 2, 2, 1, 0, 1, 1, 2]), "bins": 4}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other numbers of bins. No confidence is near the end of a bin."""

        def one(count: int, classes: int, bins: int) -> dict[str, Any]:
            def rows() -> dict[str, Any]:
                probabilities, labels = predictions(rng, count, classes, 64)
                return {"probabilities": probabilities, "labels": labels, "bins": bins}

            return drawn_until(rows, lambda case: off_the_ends(case["probabilities"].max(axis=1) * bins))

        return drawn_until(
            lambda: [one(23, 3, 5), one(31, 4, 15), one(23, 3, 5)],
            lambda cases: bites("expected_calibration_error", cases, told=expected_calibration_error.worked(rng)),
        )

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Two, four and eight bins, and confidences in eighths: many lie exactly on the end of a bin, some are 1."""

        def one(count: int, classes: int, bins: int) -> dict[str, Any]:
            probabilities, labels = predictions(rng, count, classes, 8)
            return {"probabilities": probabilities, "labels": labels, "bins": bins}

        catch = {"left_closed", "sure_ones_dropped", "ends_in_no_bin"}
        return drawn_until(
            lambda: [one(19, 3, 2), one(22, 4, 4), one(26, 3, 8)],
            lambda cases: all(bites("expected_calibration_error", [case], catch=catch) for case in cases),
        )


def off_the_ends(places: np.ndarray) -> bool:
    """Whether no place is near a whole number."""
    return bool(np.all(np.abs(places - np.round(places)) > AWAY * np.maximum(places, 1)))


# ---- private gradients ----


def gradients(rng: np.random.Generator, long: int, short: int, features: int, clip: float) -> np.ndarray:
    """(long + short, features): rows that are clearly longer than clip, and shorter ones, in any order."""
    sizes = [(2 * clip, 2.5 * clip + 2)] * long + [(0.3 * clip, 0.8 * clip)] * short

    def row(least: float, most: float) -> np.ndarray:
        return drawn_until(
            lambda: np.round(rng.normal(size=features) * 64 * rng.uniform(least, most) / features**0.5) / 64,
            lambda one: least < np.linalg.norm(one) < most,
        )

    return rng.permutation(np.array([row(*size) for size in sizes]))


def noise_of(rng: np.random.Generator, features: int) -> np.ndarray:
    """Standard normal noise, rounded to 1/64."""
    return np.round(rng.normal(size=features) * 64) / 64


def hardly_moved(case: dict[str, Any]) -> bool:
    """Whether dividing by a length + 1e-6, as some libraries do, leaves the answer what it is in six digits and more."""
    long = mistakes.lengths(case["per_example"])
    rows = case["per_example"] * np.minimum(1, case["clip"] / (long + 1e-6))
    other = mistakes.with_noise(rows, case["clip"], case["sigma"], case["noise"])
    return gap(private.private_gradient(**case), other) < 4e-7


def private_step(rng: np.random.Generator, long: int, short: int, features: int, clip: float, sigma: float) -> dict[str, Any]:
    """Per-example gradients with noise."""
    return drawn_until(
        lambda: {
            "per_example": gradients(rng, long, short, features, clip),
            "clip": clip,
            "sigma": sigma,
            "noise": noise_of(rng, features),
        },
        hardly_moved,
    )


class private_gradient:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's four gradients."""
        rows = np.array([[3.0, 4], [0.5, 0], [0, -2], [-6, 8]])
        return [{"per_example": rows, "clip": 2.5, "sigma": 0.5, "noise": np.array([1.0, -0.5])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """More examples than parameters, and fewer; and one step whose noise is longer than all clipped rows together."""
        noisy = drawn_until(
            lambda: private_step(rng, 2, 1, 4, 1.5, 3.0),
            lambda case: bites("private_gradient", [case], catch={"clipped_after_the_noise", "noise_not_divided", "not_clipped"}),
        )
        first, second, last = drawn_until(
            lambda: [private_step(rng, 3, 4, 5, 2.0, 0.75), private_step(rng, 2, 2, 6, 1.5, 1.25), private_step(rng, 4, 3, 5, 2.0, 0.75)],
            lambda cases: all(bites("private_gradient", [case]) for case in cases),
        )
        return [first, second, noisy, last]

    @staticmethod
    def no_noise(rng: np.random.Generator) -> list[dict]:
        """A sigma of 0: clipping alone."""
        catch = {"not_clipped", "noise_without_sigma", "mean_clipped", "short_rows_lengthened"}
        return [drawn_until(lambda: private_step(rng, 3, 2, 4, 1.75, 0.0), lambda case: bites("private_gradient", [case], catch=catch))]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """One gradient is all zeros."""

        def one() -> dict[str, Any]:
            case = private_step(rng, 3, 3, 5, 2.25, 0.5)
            rows = np.concatenate([case["per_example"], np.zeros((1, 5))])
            return {**case, "per_example": rng.permutation(rows)}

        return [drawn_until(one, lambda case: hardly_moved(case) and bites("private_gradient", [case], catch={"zero_over_zero"}))]
