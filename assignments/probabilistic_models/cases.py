"""Inputs of the assignment on naive Bayes, Bayesian networks, the Ising model and LDA.

Sizes differ on every axis, so that a mixed-up axis shows. Probabilities are sixteenths: rows sum to exactly 1. Logarithms are rounded to
float32, grids and counts are arrays of floats: float32 and float64 students get the same numbers, and no framework stumbles over the
product of a float and a whole number. The published numbers of the burglary and the sprinkler network are the exception.

A hidden group draws its cases until they bite: every mistake that it is meant to catch gives a clearly different answer.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from assignments.case import Call, Script
from assignments.probabilistic_models import mistakes
from reference import bayesian_network as network_model
from reference import ising_model as ising
from reference import latent_dirichlet_allocation as lda
from reference import naive_bayes as bayes

# Manning, Raghavan and Schuetze, table 13.1. Words: Chinese, Beijing, Shanghai, Macao, Tokyo, Japan. Class 1: about China.
NEWS = np.array([[2, 1, 0, 0, 0, 0], [2, 0, 1, 0, 0, 0], [1, 0, 0, 1, 0, 0], [1, 0, 0, 0, 1, 1]], dtype=float)
ABOUT_CHINA = np.array([1, 1, 1, 0])
FIFTH = np.array([[3, 0, 0, 0, 1, 1]], dtype=float)

# Russell and Norvig's burglary network; values: 0 no, 1 yes.
ALARM = {
    "john": {"parents": ["alarm"], "table": np.array([[0.95, 0.05], [0.1, 0.9]])},
    "alarm": {
        "parents": ["burglary", "earthquake"],
        "table": np.array([[[0.999, 0.001], [0.71, 0.29]], [[0.06, 0.94], [0.05, 0.95]]]),
    },
    "mary": {"parents": ["alarm"], "table": np.array([[0.99, 0.01], [0.3, 0.7]])},
    "earthquake": {"parents": [], "table": np.array([0.998, 0.002])},
    "burglary": {"parents": [], "table": np.array([0.999, 0.001])},
}

# Russell and Norvig's sprinkler network; values: 0 no, 1 yes.
LAWN = {
    "wet": {
        "parents": ["sprinkler", "rain"],
        "table": np.array([[[1.0, 0.0], [0.1, 0.9]], [[0.1, 0.9], [0.01, 0.99]]]),
    },
    "rain": {"parents": ["cloudy"], "table": np.array([[0.8, 0.2], [0.2, 0.8]])},
    "cloudy": {"parents": [], "table": np.array([0.5, 0.5])},
    "sprinkler": {"parents": ["cloudy"], "table": np.array([[0.5, 0.5], [0.9, 0.1]])},
}

# Four words (ball, goal, law, vote) and two documents.
CORPUS = {
    "words": np.array([0, 1, 0, 3, 3, 2, 1]),
    "docs": np.array([0, 0, 0, 0, 1, 1, 1]),
    "topics": np.array([0, 0, 0, 1, 1, 0, 1]),
}
SETTINGS = {"num_topics": 2, "vocab_size": 4, "alpha": 0.5, "beta": 0.25}

# Mistakes that show only where something is 0, is long, is tied or is not in use: the other groups need not catch them.
SPECIAL = {
    "a_little_added",
    "alpha_is_always_one",
    "classes_from_y",
    "zero_times_infinity",
    "infinity_made_finite",
    "impossible_words_skipped",
    "exponentials_first",
    "one_maximum_for_all",
    "zero_over_zero",
    "equal_where_impossible",
    "refuses_any_zero",
    "tied_pixels_become_plus",
    "tied_pixels_become_minus",
    "tied_pixels_become_zero",
    "tied_pixels_become_noisy_again",
    "sizes_from_the_data",
    "vocabulary_from_the_data",
    "refuses_a_zero_in_the_answer",
    "product_first",
}
CLEARLY = 0.01  # of the answer's size: a hundred times the usual float32 tolerance
SAME = 1e-6
APART = 1e-3  # between any u and any threshold
TRIES = 20_000


# ---- drawing ----


def shares(rng: np.random.Generator, size: int, total: int) -> np.ndarray:
    """(size,) positive whole numbers that sum to the total."""
    cuts = np.sort(rng.choice(np.arange(1, total), size - 1, replace=False))
    return np.diff(np.concatenate([[0], cuts, [total]]))


def distributions(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """An array of positive sixteenths that sum to 1 along its last axis."""
    *before, size = shape
    rows = [shares(rng, size, 16) / 16 for _ in range(int(np.prod(before, initial=1)))]
    return np.array(rows).reshape(shape)


def in_single(x: np.ndarray) -> np.ndarray:
    """The same numbers as float32 holds them."""
    return x.astype(np.float32).astype(np.float64)


def logs(p: np.ndarray) -> np.ndarray:
    """Natural logarithms as float32 holds them; log 0 is -inf."""
    with np.errstate(divide="ignore"):
        return in_single(np.log(p))


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
            value = function(**copy.deepcopy(case))
    except (ValueError, IndexError, KeyError):
        return None
    if isinstance(value, dict):
        value = np.array([value[name] for name in sorted(value)])
    return [np.asarray(part) for part in (value if isinstance(value, tuple) else (value,))]


def distance(right: np.ndarray, wrong: np.ndarray) -> float:
    """Largest difference as a share of the right array's size; infinite where shapes, whole numbers, infinities or NaN differ."""
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return float("inf")
    if right.dtype.kind == "i":
        return 0.0 if np.array_equal(right, wrong) else float("inf")
    finite = np.isfinite(right)
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / np.max(np.abs(right[finite]), initial=1e-300))


def bites(reference: Callable[..., Any], case: dict[str, Any], *, catch: set[str] | None = None, told_apart: bool = False) -> bool:
    """Whether every mistake of the task is clearly off in some part, and nowhere off by little.

    catch: only these need to be off. told_apart: the mistakes that are caught must differ from each other too.
    """
    right = answer(reference, case)
    if right is None:
        return False
    caught = []
    for name, function in vars(getattr(mistakes, reference.__name__)).items():
        if name.startswith("_"):
            continue
        wrong = answer(function.__func__, case)
        as_many = wrong is not None and len(wrong) == len(right)
        gaps = [distance(*pair) for pair in zip(right, wrong, strict=True)] if wrong is not None and as_many else [float("inf")]
        wanted = name in catch if catch is not None else name not in SPECIAL
        if any(SAME < gap < CLEARLY for gap in gaps) or (wanted and max(gaps) < CLEARLY):
            return False
        if wanted:
            caught.append(wrong)
    return not told_apart or all(differ(one, other) for one, other in itertools.combinations(caught, 2))


def differ(one: list[np.ndarray] | None, other: list[np.ndarray] | None) -> bool:
    """Whether two wrong answers are different ones; two exceptions count as different."""
    if one is None or other is None or len(one) != len(other):
        return True
    return any(a.shape != b.shape or not np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def ordinary(task: str, *but: str) -> set[str]:
    """The mistakes of a task that need nothing special to show, without some."""
    return {name for name in vars(getattr(mistakes, task)) if not name.startswith("_")} - SPECIAL - set(but)


# ---- naive Bayes ----


def documents(rng: np.random.Generator, count: int, words: int) -> np.ndarray:
    """(count, words): how often each document holds each word, 0 to 4 times, mostly seldom."""
    return rng.choice(5, size=(count, words), p=[0.4, 0.25, 0.2, 0.1, 0.05]).astype(float)


def model(rng: np.random.Generator, classes: int, words: int) -> dict[str, np.ndarray]:
    """A naive Bayes model without zeros."""
    return {"log_prior": logs(distributions(rng, classes)), "log_likelihood": logs(distributions(rng, classes, words))}


def model_with_zeros(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Three classes and five words; each class lacks another word, and the last class is impossible."""
    likelihood = np.zeros((3, 5))
    for label, lacking in enumerate(rng.permutation(5)[:3]):
        likelihood[label, np.arange(5) != lacking] = distributions(rng, 4)
    prior = np.concatenate([distributions(rng, 2), [0.0]])
    return {"log_prior": logs(prior), "log_likelihood": logs(likelihood)}


def labels(rng: np.random.Generator, count: int, classes: int, absent: int | None = None) -> np.ndarray:
    """(count,): every class but the absent one at least once, and not all equally often."""
    present = [label for label in range(classes) if label != absent]
    while True:
        y = np.concatenate([present, rng.choice(present, size=count - len(present))])
        if len(set(np.bincount(y, minlength=classes)[present])) > 1:
            return rng.permutation(y)


class naive_bayes_fit:
    @staticmethod
    def china(rng: np.random.Generator) -> list[dict]:
        """The four news items, with the default alpha and with another one."""
        return [{"X": NEWS, "y": ABOUT_CHINA, "num_classes": 2}, {"X": NEWS, "y": ABOUT_CHINA, "num_classes": 2, "alpha": 0.5}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other documents. The last are as many as the first: what is kept between calls by size shows."""

        def draw(count: int, words: int, classes: int, alpha: float | None) -> dict[str, Any]:
            case = {"X": documents(rng, count, words), "y": labels(rng, count, classes), "num_classes": classes}
            return case if alpha is None else {**case, "alpha": alpha}

        def fits(case: dict[str, Any]) -> bool:
            given = {"alpha_is_always_one"} if "alpha" in case else set()
            return bites(bayes.naive_bayes_fit, case, catch=ordinary("naive_bayes_fit") | given)

        sizes = ((8, 5, 3, None), (11, 6, 4, 0.5), (8, 5, 3, 2.0))
        return [drawn_until(lambda size=size: draw(*size), fits) for size in sizes]

    @staticmethod
    def unsmoothed(rng: np.random.Generator) -> list[dict]:
        """alpha is 0, and every class has words that it never uses."""

        def draw() -> dict[str, Any]:
            X, y = documents(rng, 9, 6), labels(rng, 9, 3)
            for label, word in enumerate(rng.permutation(6)[:3]):
                X[y == label, word] = 0.0
            return {"X": X, "y": y, "num_classes": 3, "alpha": 0.0}

        def fits(case: dict[str, Any]) -> bool:
            written = np.stack([case["X"][case["y"] == label].sum(axis=0) for label in range(3)])
            return bool(written.sum(axis=1).all()) and bites(
                bayes.naive_bayes_fit, case, catch={"a_little_added", "alpha_is_always_one", "over_the_classes"}
            )

        return [drawn_until(draw, fits)]

    @staticmethod
    def absent(rng: np.random.Generator) -> list[dict]:
        """A class in the middle, and one at the end, that no document belongs to."""

        def draw(absent: int) -> dict[str, Any]:
            return {"X": documents(rng, 9, 5), "y": labels(rng, 9, 4, absent), "num_classes": 4, "alpha": 0.5}

        catch = {"classes_from_y", "a_little_added", "alpha_is_always_one", "smoothed_prior", "equal_priors"}
        return [drawn_until(lambda one=one: draw(one), lambda case: bites(bayes.naive_bayes_fit, case, catch=catch)) for one in (2, 3)]


def china_model(alpha: float = 1.0) -> dict[str, np.ndarray]:
    """What the four news items teach."""
    log_prior, log_likelihood = bayes.naive_bayes_fit(NEWS, ABOUT_CHINA, 2, alpha)
    return {"log_prior": in_single(log_prior), "log_likelihood": in_single(log_likelihood)}


def drawn_documents(rng: np.random.Generator, reference: Callable[..., Any]) -> list[dict]:
    """Three cases that bite. The last is of the first one's sizes."""

    def draw(count: int, words: int, classes: int) -> dict[str, Any]:
        return {"X": documents(rng, count, words), **model(rng, classes, words)}

    sizes = ((4, 6, 3), (3, 5, 4), (4, 6, 3))
    return [drawn_until(lambda size=size: draw(*size), lambda case: bites(reference, case)) for size in sizes]


def documents_and_zeros(rng: np.random.Generator, reference: Callable[..., Any], catch: set[str]) -> list[dict]:
    """Documents of which every one is possible, and none under all classes; some words are absent in the documents that lack them."""

    def fits(case: dict[str, Any]) -> bool:
        possible = np.isfinite(bayes.naive_bayes_joint(**case))[:, :2]
        return bool(possible.any(axis=1).all() and not possible.all(axis=1).all()) and bites(reference, case, catch=catch)

    return [drawn_until(lambda: {"X": documents(rng, 4, 5), **model_with_zeros(rng)}, fits)]


class naive_bayes_joint:
    @staticmethod
    def china(rng: np.random.Generator) -> list[dict]:
        """The fifth news item, alone and with the others."""
        return [{"X": FIFTH, **china_model()}, {"X": np.concatenate([NEWS, FIFTH]), **china_model()}]

    @staticmethod
    def untouched(rng: np.random.Generator) -> list[dict]:
        """All news items, with smoothing and without. Without it, some log-likelihoods are -inf."""
        return [{"X": np.concatenate([NEWS, FIFTH]), **china_model(alpha)} for alpha in (1.0, 0.0)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other documents and models."""
        return drawn_documents(rng, bayes.naive_bayes_joint)

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Words that a class never writes, some of them in the documents, and a class that is impossible."""
        return documents_and_zeros(
            rng, bayes.naive_bayes_joint, {"zero_times_infinity", "infinity_made_finite", "impossible_words_skipped"}
        )


class naive_bayes_posterior:
    @staticmethod
    def china(rng: np.random.Generator) -> list[dict]:
        """The fifth news item, alone and with the others."""
        return naive_bayes_joint.china(rng)

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other documents and models."""
        return drawn_documents(rng, bayes.naive_bayes_posterior)

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """A document of 10,000 words; and three, each written by another class, beside a short one.

        The joint probabilities are near exp(-17,000). The class that has written a long document wins clearly.
        """

        def draw(authors: list[int], short: int) -> dict[str, Any]:
            likelihood = distributions(rng, 3, 6)
            long = np.stack([rng.multinomial(10_000, likelihood[label]) for label in authors]).astype(float)
            X = np.concatenate([long, documents(rng, short, 6)])
            return {"X": X, "log_prior": logs(distributions(rng, 3)), "log_likelihood": logs(likelihood)}

        def fits(case: dict[str, Any]) -> bool:
            is_long = case["X"].sum(axis=1) == 10_000
            second, best = np.sort(bayes.naive_bayes_joint(**case)[is_long], axis=1).T[-2:]
            catch = {"exponentials_first"} | ({"one_maximum_for_all"} if len(case["X"]) > 1 else set())
            return bool(np.min(best - second) > 500) and bites(bayes.naive_bayes_posterior, case, catch=catch)

        return [drawn_until(lambda: draw([1], 0), fits), drawn_until(lambda: draw([2, 0, 1], 1), fits)]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Words that a class never writes, some of them in the documents, and a class that is impossible."""
        return documents_and_zeros(rng, bayes.naive_bayes_posterior, {"zero_times_infinity", "no_prior", "presence"})


# ---- Bayesian networks ----

# name -> (parents, number of values). Parents are in no order; "yard" names some children before their parents.
SHAPES: dict[str, dict[str, tuple[list[str], int]]] = {
    "yard": {
        "slip": (["wet"], 2),
        "season": ([], 3),
        "wet": (["sprinkler", "rain"], 3),
        "sprinkler": (["season"], 2),
        "rain": (["season"], 2),
    },
    "road": {
        "noise": (["crash"], 3),
        "crash": (["speed", "ice"], 2),
        "ice": ([], 2),
        "help": (["noise", "crash", "ice"], 2),
        "speed": (["ice"], 3),
    },
}
PARENTS_FIRST = {"yard": ["season", "rain", "sprinkler", "wet", "slip"], "road": ["ice", "speed", "crash", "noise", "help"]}


def network(rng: np.random.Generator, shape: str) -> dict[str, dict]:
    """A network without zeros."""
    sizes = {name: size for name, (_, size) in SHAPES[shape].items()}
    return {
        name: {"parents": list(parents), "table": distributions(rng, *(sizes[parent] for parent in parents), size)}
        for name, (parents, size) in SHAPES[shape].items()
    }


def values(rng: np.random.Generator, shape: str) -> dict[str, int]:
    """A value for every variable, named in an order of its own."""
    names = rng.permutation(list(SHAPES[shape]))
    return {str(name): int(rng.integers(SHAPES[shape][str(name)][1])) for name in names}


def drawn_query(rng: np.random.Generator, shape: str, query: str, seen: list[str], catch: set[str] | None = None) -> dict[str, Any]:
    """A question to a drawn network about one variable, given values of some others."""

    def draw() -> dict[str, Any]:
        known = values(rng, shape)
        return {"network": network(rng, shape), "query": query, "evidence": {name: known[name] for name in seen}}

    return drawn_until(draw, lambda case: bites(network_model.bayes_net_query, case, catch=catch))


class bayes_net_joint:
    @staticmethod
    def alarm(rng: np.random.Generator) -> list[dict]:
        """Both neighbours call, the alarm sounds, and nothing has happened; and a night of a burglary."""
        names = ("john", "mary", "alarm", "burglary", "earthquake")
        return [{"network": ALARM, "assignment": dict(zip(names, night, strict=True))} for night in ((1, 1, 1, 0, 0), (1, 0, 1, 1, 0))]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Two networks with variables of two and of three values, and the first one again with other numbers."""

        def draw(shape: str) -> dict[str, Any]:
            return {"network": network(rng, shape), "assignment": values(rng, shape)}

        return [
            drawn_until(lambda shape=shape: draw(shape), lambda case: bites(network_model.bayes_net_joint, case))
            for shape in ("yard", "road", "yard")
        ]

    @staticmethod
    def zero(rng: np.random.Generator) -> list[dict]:
        """Wet grass without rain and without a sprinkler."""
        return [{"network": LAWN, "assignment": {"wet": 1, "sprinkler": 0, "cloudy": int(rng.integers(2)), "rain": 0}}]


class bayes_net_query:
    @staticmethod
    def alarm(rng: np.random.Generator) -> list[dict]:
        """Was it a burglary? Did the alarm sound? Will Mary call? Did it rain? Is the grass wet?"""
        questions = (
            (ALARM, "burglary", {"john": 1, "mary": 1}),
            (ALARM, "alarm", {"john": 1, "earthquake": 1}),
            (ALARM, "mary", {"burglary": 1}),
            (LAWN, "rain", {"wet": 1}),
            (LAWN, "wet", {}),
        )
        return [{"network": network, "query": query, "evidence": evidence} for network, query, evidence in questions]

    @staticmethod
    def refuses(rng: np.random.Generator) -> list[dict]:
        """The grass is wet, and neither rain nor the sprinkler was on; the same where clouds are more common than a clear sky.

        There, whoever forgets the evidence does not answer in equal shares.
        """
        cloudier = {**LAWN, "cloudy": {"parents": [], "table": np.array([0.25, 0.75])}}
        return [{"network": one, "query": "cloudy", "evidence": {"wet": 1, "rain": 0, "sprinkler": 0}} for one in (LAWN, cloudier)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """From effects to causes, from causes to effects, and both."""
        below = ordinary("bayes_net_query")
        below_a_root = below - {"roots_left_out"}  # whose probability does not matter, as it is known
        above = below_a_root - {"evidence_below_ignored"}
        return [
            drawn_query(rng, "yard", "season", ["slip", "sprinkler"], below),
            drawn_query(rng, "yard", "wet", ["slip", "season"], below_a_root),
            drawn_query(rng, "road", "speed", ["help"], below),
            drawn_query(rng, "road", "help", ["ice"], above),
            drawn_query(rng, "yard", "season", ["slip", "sprinkler"], below),
        ]

    @staticmethod
    def prior(rng: np.random.Generator) -> list[dict]:
        """Nothing is known."""
        catch = {"hidden_at_their_best", "hidden_at_zero", "hidden_weigh_the_same", "parents_reversed", "in_the_order_of_the_dict"}
        return [drawn_query(rng, "road", "noise", [], catch), drawn_query(rng, "yard", "slip", [], catch)]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """A road that is never slow on ice, and a yard where it never rains in one season. The evidence is possible all the same.

        On the road all values remain; in the yard one is ruled out, so that the right answer holds a 0.
        """

        def draw() -> dict[str, Any]:
            road = network(rng, "road")
            road["speed"]["table"][1] = [0.0, *distributions(rng, 2)]
            road["crash"]["table"][0, 0] = [1.0, 0.0]
            return {"network": road, "query": "ice", "evidence": {"noise": int(rng.integers(3)), "help": int(rng.integers(2))}}

        def dry_season() -> dict[str, Any]:
            yard = network(rng, "yard")
            yard["rain"]["table"][rng.integers(3)] = [1.0, 0.0]
            return {"network": yard, "query": "season", "evidence": {"slip": int(rng.integers(2)), "rain": 1}}

        catch = {"refuses_any_zero", "evidence_ignored", "not_normalised"}
        zero = catch | {"refuses_a_zero_in_the_answer", "evidence_below_ignored", "likelihood_of_the_evidence"}
        return [
            drawn_until(draw, lambda case: bites(network_model.bayes_net_query, case, catch=catch)),
            drawn_until(dry_season, lambda case: bites(network_model.bayes_net_query, case, catch=zero)),
        ]

    @staticmethod
    def refuses_together(rng: np.random.Generator) -> list[dict]:
        """Two things that are possible each, but not together; and one that never is. What is asked for is not equally likely before."""
        yard = network(rng, "yard")
        yard["rain"]["table"][2] = rng.permutation([0.25, 0.75])
        yard["wet"]["table"][:, 1] = [[0.0, *distributions(rng, 2)] for _ in range(2)]  # after rain, nothing is dry
        yard["slip"]["table"][0] = [1.0, 0.0]  # nobody slips on dry ground
        dry = {"network": yard, "query": "season", "evidence": {"rain": 1, "wet": 0}}
        road = network(rng, "road")
        road["crash"]["table"][:] = rng.permutation([0.25, 0.75])
        road["noise"]["table"][:] = [[*distributions(rng, 2), 0.0] for _ in range(2)]
        silent = {"network": road, "query": "crash", "evidence": {"help": 1, "noise": 2}}
        slipped = {"network": copy.deepcopy(yard), "query": "rain", "evidence": {"season": 2, "wet": 0, "slip": 1}}
        return [dry, silent, slipped]


class bayes_net_sample:
    @staticmethod
    def lawn(rng: np.random.Generator) -> list[dict]:
        """Two days of the sprinkler network, with two orders that both have parents first."""
        return [
            {"network": LAWN, "order": ["cloudy", "sprinkler", "rain", "wet"], "u": np.array([0.75, 0.625, 0.5, 0.0625])},
            {"network": LAWN, "order": ["cloudy", "rain", "sprinkler", "wet"], "u": np.array([0.25, 0.8125, 0.625, 0.5])},
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other networks, and zeros at the beginning and at the end of some rows.

        u is an odd multiple of 1/128, so it stays 1/128 away from every cumulative sum of sixteenths.
        """

        def draw(shape: str) -> dict[str, Any]:
            drawn = network(rng, shape)
            if shape == "road":
                drawn["speed"]["table"][1] = [0.0, *distributions(rng, 2)]
                drawn["noise"]["table"][0] = [*distributions(rng, 2), 0.0]
            order = list(PARENTS_FIRST[shape])
            return {"network": drawn, "order": order, "u": (2 * rng.integers(64, size=len(order)) + 1) / 128}

        return [
            drawn_until(lambda shape=shape: draw(shape), lambda case: bites(network_model.bayes_net_sample, case, told_apart=True))
            for shape in ("yard", "road", "yard")
        ]


# ---- the Ising model ----


def grid(rng: np.random.Generator, rows: int, cols: int) -> np.ndarray:
    """(rows, cols) of +1 and -1."""
    return rng.choice([-1.0, 1.0], size=(rows, cols))


def quarters(rng: np.random.Generator, low: int, high: int) -> float:
    """A multiple of 1/4, low/4 to high/4, with either sign."""
    return float(rng.choice([-1, 1]) * rng.integers(low, high + 1) / 4)


def away_from_thresholds(rng: np.random.Generator, shape: tuple[int, int], coupling: float, field: float) -> np.ndarray:
    """u (rows, cols): odd multiples of 1/256, none near the probability of +1 for any sum of up to four neighbours."""
    thresholds = 1 / (1 + np.exp(-2 * (coupling * np.arange(-4, 5) + field)))
    choices = (2 * np.arange(128) + 1) / 256
    far = choices[np.min(np.abs(choices[:, None] - thresholds), axis=1) > APART]
    return rng.choice(far, size=shape)


class ising_energy:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """Two rows of three spins, with a field and without."""
        spins = np.array([[1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
        return [{"spins": spins, "coupling": 1.0, "field": 0.25}, {"spins": np.ones((2, 3)), "coupling": 0.5, "field": 0.0}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Larger grids. The last is of the first one's size."""

        def draw(rows: int, cols: int) -> dict[str, Any]:
            return {"spins": grid(rng, rows, cols), "coupling": quarters(rng, 1, 6), "field": quarters(rng, 1, 4)}

        sizes = ((4, 5), (5, 3), (4, 5))
        return [drawn_until(lambda size=size: draw(*size), lambda case: bites(ising.ising_energy, case)) for size in sizes]

    @staticmethod
    def thin(rng: np.random.Generator) -> list[dict]:
        """One row, and one column."""

        def draw(rows: int, cols: int) -> dict[str, Any]:
            return {"spins": grid(rng, rows, cols), "coupling": quarters(rng, 1, 6), "field": quarters(rng, 1, 4)}

        catch = ordinary("ising_energy", "diagonals_too", "within_the_rows_only")
        return [
            drawn_until(lambda size=size: draw(*size), lambda case: bites(ising.ising_energy, case, catch=catch))
            for size in ((1, 6), (5, 1))
        ]


class ising_log_partition:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One spin in a field, two spins without one, and a square of four, without and with."""
        sizes = ((1, 1, 1.0, 0.5), (1, 2, 0.5, 0.0), (2, 2, 1.0, 0.0), (2, 2, 0.5, 0.25))
        return [dict(zip(("rows", "cols", "coupling", "field"), size, strict=True)) for size in sizes]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Up to twelve spins."""

        def draw(rows: int, cols: int) -> dict[str, Any]:
            return {"rows": rows, "cols": cols, "coupling": quarters(rng, 1, 4), "field": quarters(rng, 1, 4)}

        def fits(case: dict[str, Any]) -> bool:
            no_row_above = {"within_the_rows_only"} if case["rows"] == 1 else set()
            return bites(ising.ising_log_partition, case, catch=ordinary("ising_log_partition", *no_row_above))

        return [drawn_until(lambda size=size: draw(*size), fits) for size in ((2, 4), (4, 3), (1, 6), (5, 2))]

    @staticmethod
    def four_by_four(rng: np.random.Generator) -> list[dict]:
        """65,536 grids."""

        def draw() -> dict[str, Any]:
            return {"rows": 4, "cols": 4, "coupling": quarters(rng, 1, 4), "field": quarters(rng, 1, 4)}

        return [drawn_until(draw, lambda case: bites(ising.ising_log_partition, case))]


def drawn_sweep(rng: np.random.Generator, rows: int, cols: int, catch: set[str] | None = None) -> dict[str, Any]:
    """A grid to sweep over, on which the mistakes give other grids."""

    def draw() -> dict[str, Any]:
        coupling, field = quarters(rng, 1, 3), quarters(rng, 1, 2)
        u = away_from_thresholds(rng, (rows, cols), coupling, field)
        return {"spins": grid(rng, rows, cols), "coupling": coupling, "field": field, "u": u}

    return drawn_until(draw, lambda case: bites(ising.gibbs_sweep, case, catch=catch))


class gibbs_sweep:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """Two rows of three spins for a person, and a larger grid on which the usual mistakes show."""
        spins = np.array([[1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
        u = np.array([[0.25, 0.75, 0.5], [0.875, 0.9375, 0.96875]])
        return [{"spins": spins, "coupling": 0.5, "field": 0.25, "u": u}, drawn_sweep(rng, 3, 4)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other grids, with couplings of either sign. The last is of the first one's size."""
        return [drawn_sweep(rng, *size) for size in ((4, 6), (6, 5), (4, 6))]

    @staticmethod
    def thin(rng: np.random.Generator) -> list[dict]:
        """One row, and one column."""
        catch = {"all_at_once", "backwards", "checkerboard", "wraps_round", "counts_itself", "no_factor_of_two", "plus_for_minus"}
        return [drawn_sweep(rng, 1, 9, catch), drawn_sweep(rng, 8, 1, catch)]

    @staticmethod
    def free(rng: np.random.Generator) -> list[Script]:
        """2,000 spins without coupling: each is up with the same probability, whatever its neighbours are, so they can be counted."""
        up = 1 / (1 + np.exp(-2 * 0.25))
        u = rng.integers(2**16, size=(40, 50)) / 2**16
        u = np.where(np.abs(u - up) < 1e-3, up / 2, u).astype(np.float32).astype(np.float64)
        call = Call("gibbs_sweep", {"spins": grid(rng, 40, 50), "coupling": 0.0, "field": 0.25, "u": u})
        return [Script(call, truth={"outcomes": [-1, 1], "probabilities": np.array([1 - up, up])})]


def drawn_picture(rng: np.random.Generator, rows: int, cols: int, ties: bool, sweeps: int, catch: set[str]) -> dict[str, Any]:
    """Noise to clean, on which these mistakes give other pictures.

    All local fields are exact in float32. Without ties none is nearer to 0 than 1/4; with ties, some are exactly 0, and pixels with one of
    1 and of -1 must change: whoever leaves those out, and not those of 0, answers otherwise than whoever leaves none out.
    """
    skipped = (1.0, -1.0) if ties else ()

    def fits(case: dict[str, Any]) -> bool:
        return bites(ising.icm_denoise, case, catch=catch, told_apart=sweeps > 1) and all(changes_pixels_of(one, **case) for one in skipped)

    def draw() -> dict[str, Any]:
        coupling, times = rng.choice([0.5, 1.0, 1.5]), rng.choice([1.0, 2.0] if ties else [0.5, 1.5, 2.5])
        weights = {"coupling": float(coupling), "data_weight": float(coupling * times)}
        return {"noisy": grid(rng, rows, cols), **weights, "sweeps": sweeps}

    return drawn_until(draw, fits)


def changes_pixels_of(field: float, noisy: np.ndarray, coupling: float, data_weight: float, sweeps: int) -> bool:
    """Whether np.sign alone gives another picture where it leaves out the pixels with this local field."""
    skipping, signs = noisy.copy(), noisy.copy()
    for clean in (skipping, signs):
        padded = np.pad(clean, 1)
        for i, j in [site for _ in range(sweeps) for site in np.ndindex(clean.shape)]:
            around = padded[i, j + 1] + padded[i + 2, j + 1] + padded[i + 1, j] + padded[i + 1, j + 2]
            local = coupling * around + data_weight * noisy[i, j]
            if clean is signs or local != field:
                clean[i, j] = padded[i + 1, j + 1] = np.sign(local)
    return not np.array_equal(skipping, signs)


class icm_denoise:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """A dark and a bright half with three wrong pixels, one sweep and two; and noise on which the usual mistakes show."""
        noisy = np.array([[-1, -1, -1, 1, 1], [-1, 1, -1, 1, -1], [-1, -1, 1, 1, 1], [-1, -1, -1, 1, 1]], dtype=float)
        picture = {"noisy": noisy, "coupling": 1.0, "data_weight": 1.5}
        shown = ordinary("icm_denoise", "one_sweep_only", "forgets_the_noisy_picture")
        return [{**picture, "sweeps": 1}, {**picture, "sweeps": 2}, drawn_picture(rng, 4, 6, False, 1, shown)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Noise that is not clean after the last sweep."""
        once = ordinary("icm_denoise", "one_sweep_only", "forgets_the_noisy_picture")
        twice = ordinary("icm_denoise", "one_sweep_more")
        return [
            drawn_picture(rng, 5, 7, False, 1, once),
            drawn_picture(rng, 7, 6, False, 2, twice),
            drawn_picture(rng, 5, 7, False, 1, once),
        ]

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Weights that make many local fields 0."""
        catch = {name for name in SPECIAL if name.startswith("tied_pixels")}
        return [drawn_picture(rng, 5, 6, True, 3, catch), drawn_picture(rng, 6, 4, True, 2, catch)]

    @staticmethod
    def no_sweep(rng: np.random.Generator) -> list[dict]:
        """No sweep at all."""
        return [drawn_picture(rng, 4, 5, False, 0, {"one_sweep_more"})]


# ---- latent Dirichlet allocation ----


def corpus(rng: np.random.Generator, count: int, documents: int, topics: int, words: int) -> dict[str, np.ndarray]:
    """count tokens in mixed-up documents, with topics. Every document has a token, the last word and the last topic have one too."""

    def mixed(size: int) -> np.ndarray:
        return rng.permutation(np.concatenate([np.arange(size), rng.integers(size, size=count - size)]))

    return {"words": mixed(words), "docs": mixed(documents), "topics": mixed(topics)}


def priors(rng: np.random.Generator) -> dict[str, float]:
    """alpha and beta, clearly different."""
    alpha, beta = rng.permutation([0.125, 0.25, 0.5, 0.75, 1.5])[:2]
    return {"alpha": float(alpha), "beta": float(beta)}


def tables(tokens: dict[str, np.ndarray], num_topics: int, vocab_size: int) -> dict[str, np.ndarray]:
    """The counts of a corpus, as floats."""
    doc_topic, topic_word = np.zeros((tokens["docs"].max() + 1, num_topics)), np.zeros((num_topics, vocab_size))
    np.add.at(doc_topic, (tokens["docs"], tokens["topics"]), 1)
    np.add.at(topic_word, (tokens["topics"], tokens["words"]), 1)
    return {"doc_topic": doc_topic, "topic_word": topic_word, "topic_total": topic_word.sum(axis=1)}


def without(tokens: dict[str, np.ndarray], i: int) -> dict[str, np.ndarray]:
    """The corpus without one token."""
    return {name: np.delete(value, i) for name, value in tokens.items()}


def thresholds(words, docs, topics, num_topics, vocab_size, alpha, beta, u) -> Iterator[float]:
    """How far each u of a right sweep is from the nearest cumulative sum."""
    new = lda.lda_gibbs_sweep(words, docs, topics, num_topics, vocab_size, alpha, beta, u)
    for i in range(len(words)):
        now = {"words": words, "docs": docs, "topics": np.concatenate([new[:i], topics[i:]])}
        full = tables(now, num_topics, vocab_size)
        full["doc_topic"][docs[i], topics[i]] -= 1
        full["topic_word"][topics[i], words[i]] -= 1
        full["topic_total"][topics[i]] -= 1
        p = lda.lda_topic_distribution(**full, doc=docs[i], word=words[i], alpha=alpha, beta=beta)
        yield float(np.min(np.abs(np.cumsum(p) - u[i])))


def drawn_sweep_of_tokens(
    rng: np.random.Generator, count: int, documents: int, topics: int, words: int, extra: int = 0, catch: set[str] | None = None
) -> dict[str, Any]:
    """A corpus to sweep over, on which the mistakes give other topics. extra: words and topics that are not in use.

    u is made of odd multiples of 1/256; a corpus with a u that comes near a cumulative sum is drawn anew.
    """

    def draw() -> dict[str, Any]:
        sizes = {"num_topics": topics + extra, "vocab_size": words + 2 * extra}
        u = (2 * rng.integers(128, size=count) + 1) / 256
        return {**corpus(rng, count, documents, topics, words), **sizes, **priors(rng), "u": u}

    def fits(case: dict[str, Any]) -> bool:
        moves_the_last = lda.lda_gibbs_sweep(**case)[-1] != case["topics"][-1]
        return (
            bool(moves_the_last)
            and min(thresholds(**case)) > APART
            and bites(lda.lda_gibbs_sweep, case, catch=catch, told_apart=catch is None)
        )

    return drawn_until(draw, fits)


class lda_topic_distribution:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The first and the fourth token of the corpus."""
        return [{**tables(without(CORPUS, i), 2, 4), "doc": 0, "word": int(CORPUS["words"][i]), "alpha": 0.5, "beta": 0.25} for i in (0, 3)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Tokens of other corpora. The last is of the first one's sizes."""

        def draw(count: int, documents: int, topics: int, words: int) -> dict[str, Any]:
            tokens, i = corpus(rng, count, documents, topics, words), rng.integers(count)
            token = {"doc": int(tokens["docs"][i]), "word": int(tokens["words"][i])}
            rest = without(tokens, i)
            rest["docs"] = np.append(rest["docs"], documents - 1)  # so that the last document is there in any case
            rest["topics"], rest["words"] = np.append(rest["topics"], topics - 1), np.append(rest["words"], words - 1)
            return {**tables(rest, topics, words), **token, **priors(rng)}

        sizes = ((24, 3, 4, 6), (30, 5, 3, 7), (24, 3, 4, 6))
        return [drawn_until(lambda size=size: draw(*size), lambda case: bites(lda.lda_topic_distribution, case)) for size in sizes]

    @staticmethod
    def alone(rng: np.random.Generator) -> list[dict]:
        """The only token of its document, and a topic that no other token has."""

        def draw() -> dict[str, Any]:
            counts = tables(corpus(rng, 20, 4, 3, 6), 3, 6)
            doc, topic = int(rng.integers(4)), int(rng.integers(3))
            counts["doc_topic"][doc] = 0.0
            counts["doc_topic"][:, topic] = counts["topic_word"][topic] = counts["topic_total"][topic] = 0.0
            return {**counts, "doc": doc, "word": int(rng.integers(6)), **priors(rng)}

        catch = ordinary("lda_topic_distribution", "word_only")
        return [drawn_until(draw, lambda case: bites(lda.lda_topic_distribution, case, catch=catch))]


class lda_gibbs_sweep:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The corpus of seven tokens, and one of eighteen on which the usual mistakes show."""
        u = np.array([0.5, 0.375, 0.875, 0.3125, 0.625, 0.125, 0.75])
        return [{**CORPUS, **SETTINGS, "u": u}, drawn_sweep_of_tokens(rng, 18, 4, 3, 5)]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other corpora. The last is of the first one's sizes."""
        return [drawn_sweep_of_tokens(rng, *sizes) for sizes in ((20, 3, 4, 5), (24, 5, 3, 6), (20, 3, 4, 5))]

    @staticmethod
    def unused(rng: np.random.Generator) -> list[dict]:
        """A topic that no token has yet, and words of the vocabulary that do not occur."""
        catch = {"keeps_the_token", "old_counts", "never_put_back", "beta_once_below", "counted_from_one", "vocabulary_from_the_data"}
        return [drawn_sweep_of_tokens(rng, 16, 4, 2, 5, 1, catch)]


class lda_estimates:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The corpus of seven tokens."""
        return [{**CORPUS, **SETTINGS}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other corpora. The last is of the first one's sizes."""

        def draw(count: int, documents: int, topics: int, words: int) -> dict[str, Any]:
            return {**corpus(rng, count, documents, topics, words), "num_topics": topics, "vocab_size": words, **priors(rng)}

        sizes = ((20, 3, 4, 6), (24, 5, 3, 7), (20, 3, 4, 6))
        return [drawn_until(lambda size=size: draw(*size), lambda case: bites(lda.lda_estimates, case)) for size in sizes]

    @staticmethod
    def unused(rng: np.random.Generator) -> list[dict]:
        """The last two words do not occur, and the last topic has no token."""

        def draw() -> dict[str, Any]:
            return {**corpus(rng, 16, 3, 3, 5), "num_topics": 4, "vocab_size": 7, **priors(rng)}

        return [drawn_until(draw, lambda case: bites(lda.lda_estimates, case, catch={"sizes_from_the_data", "never_smoothed"}))]


def mixtures(rng: np.random.Generator, documents: int, topics: int, words: int) -> dict[str, np.ndarray]:
    """theta (documents, topics) and phi (topics, words), without zeros."""
    return {"theta": distributions(rng, documents, topics), "phi": distributions(rng, topics, words)}


class lda_log_likelihood:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The corpus of seven tokens under two topics."""
        theta, phi = np.array([[3, 1], [1, 3]]) / 4, np.array([[4, 2, 1, 1], [1, 2, 2, 3]]) / 8
        return [{"words": CORPUS["words"], "docs": CORPUS["docs"], "theta": theta, "phi": phi}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other corpora. The last is of the first one's sizes."""

        def draw(count: int, documents: int, topics: int, words: int) -> dict[str, Any]:
            tokens = corpus(rng, count, documents, topics, words)
            return {"words": tokens["words"], "docs": tokens["docs"], **mixtures(rng, documents, topics, words)}

        sizes = ((15, 3, 4, 6), (18, 5, 3, 7), (15, 3, 4, 6))
        return [drawn_until(lambda size=size: draw(*size), lambda case: bites(lda.lda_log_likelihood, case)) for size in sizes]

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """1,500 tokens: their probability is near exp(-2,500)."""

        def draw() -> dict[str, Any]:
            tokens = corpus(rng, 1500, 5, 3, 8)
            return {"words": tokens["words"], "docs": tokens["docs"], **mixtures(rng, 5, 3, 8)}

        return [drawn_until(draw, lambda case: bites(lda.lda_log_likelihood, case, catch={"product_first", "best_topic_only"}))]

    @staticmethod
    def impossible(rng: np.random.Generator) -> list[dict]:
        """A document that knows only topics without one of its words."""

        def draw() -> dict[str, Any]:
            tokens, given = corpus(rng, 12, 3, 4, 5), mixtures(rng, 3, 4, 5)
            doc, word = int(tokens["docs"][7]), int(tokens["words"][7])
            given["theta"][doc] = [0.0, *distributions(rng, 2), 0.0]
            given["phi"][1:3, word] = 0.0
            given["phi"][1:3, np.arange(5) != word] = distributions(rng, 2, 4)
            return {"words": tokens["words"], "docs": tokens["docs"], **given}

        return [drawn_until(draw, lambda case: bites(lda.lda_log_likelihood, case, catch={"a_little_added"}))]
