"""Inputs of the assignment on generative adversarial networks.

N real rows, M rows of noise, D values a row of data, Z values a row of noise, H hidden: all different, so that a mixed-up axis shows.
Biases are never zero. All numbers are multiples of 1/64 (probabilities: of 1/16), so that float32 and float64 students get the same ones.
No sum before a leaky ReLU is nearer to 0 than 1/50 where its slope counts: rounding must not turn it round.

A hidden group draws its cases until they bite: every mistake that it is meant to catch gives a clearly different answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from assignments.case import Call, Kept, Script
from assignments.gans import mistakes
from reference import gan, gan_losses
from reference import mode_coverage as modes
from reference import wasserstein_gan as wasserstein

# Mistakes that show only where a logit is huge, something is 0, or a distance is the radius: the drawn groups need not catch them.
OVERFLOWS = {"log_overflows", "a_little_added", "cut_off_like_keras", "cut_off_like_torch"}
SPECIAL = {
    *OVERFLOWS,
    "nothing_over_nothing",
    "zero_for_nothing",
    "zero_times_infinity",
    "strictly_inside",
}
CLEARLY = 0.02  # of an answer's size: two hundred times the usual float32 tolerance
SAME = 1e-6
KINK = 0.02
TRIES = 20_000


# ---- drawing until it bites ----


def drawn_until(draw: Callable[[], dict[str, Any]], fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first draw that fits."""
    for _ in range(TRIES):
        if fits(case := draw()):
            return case
    raise ValueError(f"no draw of {TRIES} fits")


def parts(value: Any) -> list[np.ndarray]:
    """The arrays of an answer."""
    if isinstance(value, dict):
        return [part for key in sorted(value) for part in parts(value[key])]
    return [part for item in value for part in parts(item)] if isinstance(value, (tuple, list)) else [np.asarray(value, dtype=float)]


def gap(right: Any, function: Callable[..., Any], case: dict[str, Any]) -> float:
    """Largest difference of a function's answer, as a share of the size of the right array; infinite where it has another form."""
    try:
        wrong = parts(function(**case))
    except ValueError:
        return float("inf")
    ones = parts(right)
    if [one.shape for one in ones] != [other.shape for other in wrong] or not all(np.all(np.isfinite(other)) for other in wrong):
        return float("inf")
    return max(np.max(np.abs(one - other)) / (np.max(np.abs(one)) or 1.0) for one, other in zip(ones, wrong, strict=True))


def bites(reference: Callable[..., Any], *, catch: set[str] | None = None, spare: tuple[str, ...] = ()) -> Callable[[dict[str, Any]], bool]:
    """Whether, on a case, every mistake of the task is clearly off, and none is off by little.

    catch: only these need to be off. spare: these are not looked at.
    """
    slips = {
        name: slip.__func__
        for name, slip in vars(getattr(mistakes, reference.__name__)).items()
        if not name.startswith("_") and name not in spare
    }

    def fits(case: dict[str, Any]) -> bool:
        right = reference(**case)
        for name, slip in slips.items():
            off = gap(right, slip, case)
            wanted = name in catch if catch is not None else name not in SPECIAL
            if SAME < off < CLEARLY or (wanted and off < CLEARLY):
                return False
        return True

    return fits


def numbers(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def biases(rng: np.random.Generator, size: int) -> np.ndarray:
    """Between 1/4 and 3/4, of either sign."""
    return rng.choice([-1.0, 1.0], size=size) * rng.integers(16, 49, size=size) / 64


def network(rng: np.random.Generator, inputs: int, hidden: int, outputs: int) -> dict[str, np.ndarray]:
    """params of a network of two layers."""
    return {
        "W1": numbers(rng, 1.5, inputs, hidden),
        "b1": biases(rng, hidden),
        "W2": numbers(rng, 1.0, hidden, outputs),
        "b2": biases(rng, outputs),
    }


def off_the_kink(x: np.ndarray, params: dict[str, np.ndarray]) -> bool:
    """Whether no sum before the leaky ReLU is near 0."""
    return bool(np.min(np.abs(x @ params["W1"] + params["b1"])) > KINK)


# ---- the handout's example: two made-up rows, three real ones ----


def worked_noise() -> np.ndarray:
    return np.array([[1.0, -0.5, 0.25], [-0.5, 0.5, 1.0]])


def worked_real() -> np.ndarray:
    return np.array([[0.5, -0.25], [-0.75, 0.5], [0.25, 1.0]])


def worked_generator() -> dict[str, np.ndarray]:
    return {
        "W1": np.array([[0.5, -1.0, 0.25, 1.0], [1.0, 0.5, -0.5, 0.75], [-0.25, 0.75, 1.0, -0.5]]),
        "b1": np.array([0.25, -0.5, 0.5, -0.25]),
        "W2": np.array([[0.5, -0.75], [1.0, 0.25], [-0.5, 1.0], [0.75, 0.5]]),
        "b2": np.array([-0.25, 0.5]),
    }


def worked_discriminator() -> dict[str, np.ndarray]:
    return {
        "W1": np.array([[1.0, -0.5, 0.75], [-0.25, 1.0, 0.5]]),
        "b1": np.array([0.5, -0.25, -0.5]),
        "W2": np.array([[1.5], [-1.0], [0.5]]),
        "b2": np.array([0.25]),
    }


def worked_logits() -> dict[str, np.ndarray]:
    """Three real rows and two fake ones."""
    return {"real_logits": np.array([2.0, 0.5, -1.0]), "fake_logits": np.array([-1.5, 0.25])}


def worked_fakes() -> list[dict]:
    return [{"fake_logits": worked_logits()["fake_logits"]}]


class generator:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two rows of noise."""
        return [{"z": worked_noise(), "params": worked_generator()}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, and a single row. The third is of the first one's size: what is kept between calls by size shows."""

        def draw(rows: int, noise: int, hidden: int, values: int) -> dict[str, Any]:
            return {"z": numbers(rng, 1.5, rows, noise), "params": network(rng, noise, hidden, values)}

        drawn = ((5, 2, 6, 3), (4, 5, 3, 7), (5, 2, 6, 3), (1, 3, 5, 2))
        return [drawn_until(lambda s=sizes: draw(*s), bites(gan.generator)) for sizes in drawn]


class discriminator:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three rows."""
        return [{"x": worked_real(), "params": worked_discriminator()}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, and a single row. The third is of the first one's size: what is kept between calls by size shows."""

        def draw(rows: int, values: int, hidden: int) -> dict[str, Any]:
            return {"x": numbers(rng, 1.5, rows, values), "params": network(rng, values, hidden, 1)}

        drawn = ((5, 3, 6), (4, 7, 3), (5, 3, 6), (1, 2, 5))
        return [drawn_until(lambda s=sizes: draw(*s), bites(gan.discriminator)) for sizes in drawn]


# ---- the losses ----


def huge(rng: np.random.Generator, size: int) -> np.ndarray:
    """(size,) logits: most are between 200 and 1,000 in size, of either sign; 1,000 and -1,000 are among them, and a small one."""
    drawn = rng.choice([-1.0, 1.0], size=size) * rng.integers(200, 1000, size=size)
    drawn[:3] = 1000.0, -1000.0, 0.75
    return rng.permutation(drawn)


def two_batches(rng: np.random.Generator, names: tuple[str, str], real: int, fake: int) -> dict[str, np.ndarray]:
    """Numbers up to 3 in size, more real rows than fake ones or fewer."""
    return {names[0]: numbers(rng, 3, real), names[1]: numbers(rng, 3, fake)}


LOGITS = ("real_logits", "fake_logits")
SCORES = ("real_scores", "fake_scores")
BATCHES = ((7, 4), (5, 9), (7, 4))  # the last is of the first one's size: what is kept between calls by size shows


class discriminator_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three real logits and two fake ones."""
        return [worked_logits()]

    @staticmethod
    def undecided(rng: np.random.Generator) -> list[dict]:
        """A discriminator that cannot tell: every logit is 0, and the loss log 4."""
        return [{"real_logits": np.zeros(4), "fake_logits": np.zeros(3)}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other logits, with more real rows than fake ones, and fewer."""
        return [drawn_until(lambda s=sizes: two_batches(rng, LOGITS, *s), bites(gan_losses.discriminator_loss)) for sizes in BATCHES]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Logits of up to 1,000 in size: both right and wrong, all wrong, all right but one."""
        biting = bites(gan_losses.discriminator_loss, catch=OVERFLOWS, spare=("hinge",))  # a hinge is 1 off for a row that is very wrong
        return [
            drawn_until(lambda: {"real_logits": huge(rng, 6), "fake_logits": huge(rng, 5)}, biting),
            {"real_logits": np.array([-1000.0, -512.0]), "fake_logits": np.array([1000.0, 256.0, 768.0])},
            {"real_logits": np.array([1000.0, 768.0]), "fake_logits": np.array([-1000.0, 0.25, -768.0])},
        ]


def fakes(rng: np.random.Generator, reference: Callable[..., Any]) -> list[dict]:
    """Logits or scores of made-up rows alone."""
    (name,) = [argument for argument in reference.__annotations__ if argument != "return"]
    biting = bites(reference)

    def fits(case: dict[str, Any]) -> bool:
        return abs(reference(**case)) > 0.1 and biting(case)  # a mean near 0 is all rounding

    return [drawn_until(lambda n=size: {name: numbers(rng, 3, n)}, fits) for size in (6, 9, 6)]


def sure(rng: np.random.Generator, least: int, most: int, size: int) -> np.ndarray:
    """(size,) logits between least and most, multiples of 1/4; a small one is among them."""
    drawn = rng.integers(4 * least, 4 * most + 1, size=size) / 4
    drawn[0] = 0.75
    return rng.permutation(drawn)


class generator_loss_minimax:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two logits."""
        return worked_fakes()

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other logits."""
        return fakes(rng, gan_losses.generator_loss_minimax)

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """A discriminator that is sure: logits from -80 to 8. There 1 - D is honest in float32 too, for who takes the sigmoid first."""
        biting = bites(gan_losses.generator_loss_minimax)
        return [drawn_until(lambda low=low: {"fake_logits": sure(rng, low, 8, 6)}, biting) for low in (-80, -8)]


class generator_loss_nonsaturating:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two logits."""
        return worked_fakes()

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other logits."""
        return fakes(rng, gan_losses.generator_loss_nonsaturating)

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """A discriminator that is sure: logits up to 80 in size. There D is above 0 in float32 too, for who takes the sigmoid first."""
        biting = bites(gan_losses.generator_loss_nonsaturating, catch={"a_little_added", "cut_off_like_keras"})
        drawn = [drawn_until(lambda high=high: {"fake_logits": sure(rng, -80, high, 6)}, biting) for high in (80, -30)]
        return [*drawn, {"fake_logits": np.array([-80.0, 0.5, 64.0])}]


class critic_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three real scores and two fake ones."""
        return [{"real_scores": np.array([2.0, 0.5, -1.0]), "fake_scores": np.array([-1.5, 0.25])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other scores, with more real rows than fake ones, and fewer; one loss is positive."""
        biting, clear = bites(wasserstein.critic_loss), bites(wasserstein.critic_loss, catch=set())

        def below(case: dict[str, Any]) -> bool:
            return wasserstein.critic_loss(**case) < -0.1 and biting(case)

        def above(case: dict[str, Any]) -> bool:
            return wasserstein.critic_loss(**case) > 0.1 and clear(case)

        cases = [drawn_until(lambda s=sizes: two_batches(rng, SCORES, *s), below) for sizes in BATCHES]
        return [*cases, drawn_until(lambda: two_batches(rng, SCORES, 4, 6), above)]


class generator_loss_wasserstein:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two scores."""
        return [{"fake_scores": np.array([-1.5, 0.25])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other scores."""
        return fakes(rng, wasserstein.generator_loss_wasserstein)


# ---- the Wasserstein GAN ----


class clip_weights:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's discriminator, cut off at 0.5."""
        return [{"params": worked_discriminator(), "c": 0.5}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other networks, one with the c of the paper, 0.01."""

        def draw(c: float, values: int, hidden: int) -> dict[str, Any]:
            return {"params": network(rng, values, hidden, 1), "c": c}

        return [
            drawn_until(lambda: draw(0.375, 3, 5), bites(wasserstein.clip_weights)),
            draw(0.01, 4, 6),
            drawn_until(lambda: draw(0.625, 3, 5), bites(wasserstein.clip_weights)),
        ]


def points_beside(real: np.ndarray, fake: np.ndarray, u: np.ndarray, params: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Points that a slip in u real + (1 - u) fake gives. The slope of a critic is the same all over a region: it must not be here."""
    return [real + (1 - u) * fake, u * real + fake, u * real + u * fake, u * real - (1 - u) * fake, u * real, (1 - u) * fake]


class gradient_penalty:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """One hidden unit with the weights 3 and 4: a slope of 5 on its positive side, of 1 on the other."""
        params = {"W1": np.array([[3.0], [4.0]]), "b1": np.array([0.5]), "W2": np.array([[1.0]]), "b2": np.array([-0.25])}
        real = np.array([[1.0, 1.0], [-1.0, -0.5]])
        fake = np.array([[-1.0, -0.5], [1.0, 0.5]])
        return [{"real": real, "fake": fake, "u": np.array([[0.75], [0.75]]), "params": params}]

    @staticmethod
    def linear(rng: np.random.Generator) -> list[dict]:
        """The same unit where all points are on its positive side: 16, whatever u is."""
        case = gradient_penalty.worked(rng)[0]
        real, fake, u = np.array([[1.0, 1.0], [0.5, 2.0], [2.0, 0.25]]), np.array([[2.0, 0.5], [1.5, 1.0], [0.5, 0.5]]), [0.25, 0.5, 0.875]
        return [{"real": real, "fake": fake, "u": np.array(u)[:, None], "params": case["params"]}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other critics. The last is of the first one's size: what is kept between calls by size shows."""

        def draw(rows: int, values: int, hidden: int) -> dict[str, Any]:
            return {
                "real": numbers(rng, 1.5, rows, values),
                "fake": numbers(rng, 1.5, rows, values),
                "u": rng.integers(1, 16, size=(rows, 1)) / 16,
                "params": network(rng, values, hidden, 1),
            }

        def fits(case: dict[str, Any]) -> bool:
            x, params = mistakes.between(case["real"], case["fake"], case["u"]), case["params"]
            norms = np.linalg.norm(mistakes.slopes(x, params), axis=1)
            if not off_the_kink(x, params) or norms.min() < 0.1 or not bites(wasserstein.gradient_penalty)(case):
                return False
            right = wasserstein.gradient_penalty(**case)
            beside = [mistakes.penalty(mistakes.slopes(point, params)) for point in points_beside(**case)]
            return bool(np.min(np.abs(np.array(beside) - right)) > CLEARLY * right)

        return [drawn_until(lambda s=sizes: draw(*s), fits) for sizes in ((5, 3, 4), (4, 6, 7), (5, 3, 4))]


# ---- distributions ----


def distribution(rng: np.random.Generator, size: int, possible: np.ndarray | None = None) -> np.ndarray:
    """(size,) sixteenths that sum to 1: positive at the possible places (by default all), 0 elsewhere."""
    places = np.arange(size) if possible is None else possible
    cuts = np.sort(rng.choice(np.arange(1, 16), len(places) - 1, replace=False))
    p = np.zeros(size)
    p[places] = np.diff(np.concatenate([[0], cuts, [16]])) / 16
    return p


def pair(rng: np.random.Generator, size: int, first: int = 0, second: int | None = None) -> dict[str, Any]:
    """Two distributions over `size` values: p_data is 0 at the first places of a random order, p_model at those from `second` on."""
    order = rng.permutation(size)
    return {"p_data": distribution(rng, size, order[first:]), "p_model": distribution(rng, size, order[:second])}


def worked_pair() -> dict[str, Any]:
    """The handout's two distributions over four values."""
    return {"p_data": np.array([2, 1, 1, 0]) / 4, "p_model": np.array([1, 1, 0, 2]) / 4}


class optimal_discriminator:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two distributions, without a value that neither has."""
        return [worked_pair()]

    @staticmethod
    def nowhere(rng: np.random.Generator) -> list[dict]:
        """The same with one more value, which neither has."""
        return [{name: np.insert(p, 1, 0.0) for name, p in worked_pair().items()}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other pairs. The last is of the first one's size: what is kept between calls by size shows."""
        return [drawn_until(lambda n=size: pair(rng, n), bites(gan_losses.optimal_discriminator)) for size in (6, 9, 6)]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Values that only one of the two has, and values that neither has."""

        def with_zeros(size: int) -> dict[str, Any]:
            two = pair(rng, size, first=2, second=-1)
            places = np.sort(rng.choice(size + 1, 2, replace=False))
            return {name: np.insert(p, places, 0.0) for name, p in two.items()}

        return [with_zeros(7), with_zeros(9)]


class minimax_value:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two distributions."""
        return [worked_pair()]

    @staticmethod
    def ends(rng: np.random.Generator) -> list[dict]:
        """Two equal distributions, - log 4, and two that have nothing in common, 0."""
        p, other = np.array([1, 8, 4, 3]) / 16, np.array([0, 3, 0, 0, 5, 8]) / 16
        return [{"p_data": p, "p_model": p.copy()}, {"p_data": np.array([9, 0, 4, 3, 0, 0]) / 16, "p_model": other}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Other pairs, far enough apart to count. The last is of the first one's size: what is kept between calls by size shows."""
        return [drawn_until(lambda n=size: pair(rng, n), bites(gan_losses.minimax_value)) for size in (5, 8, 5)]

    @staticmethod
    def zeros(rng: np.random.Generator) -> list[dict]:
        """Values that only one of the two has, and one that neither has."""

        def with_zeros(size: int) -> dict[str, Any]:
            two = pair(rng, size, first=2, second=-1)
            place = int(rng.integers(size))
            return {name: np.insert(p, place, 0.0) for name, p in two.items()}

        caught = {"zero_times_infinity", "kullback_leibler"}
        return [drawn_until(lambda n=size: with_zeros(n), bites(gan_losses.minimax_value, catch=caught)) for size in (6, 9)]


# ---- steps ----


def step(rng: np.random.Generator, real: int, rows: int, values: int, noise: int, hidden: tuple[int, int], rate: float) -> dict[str, Any]:
    """real, z, both networks and a learning rate that is large, so that a wrong gradient shows."""
    return {
        "real": numbers(rng, 0.9, real, values),
        "z": numbers(rng, 1.5, rows, noise),
        "g_params": network(rng, noise, hidden[0], values),
        "d_params": network(rng, values, hidden[1], 1),
        "learning_rate": rate,
    }


def smooth(case: dict[str, Any]) -> bool:
    """Whether no leaky ReLU of a step is near its kink."""
    fake = gan.generator(case["z"], case["g_params"])
    pairs = [(case["z"], case["g_params"]), (fake, case["d_params"]), *([(case["real"], case["d_params"])] if "real" in case else [])]
    return all(off_the_kink(*pair) for pair in pairs)


def drawn_step(rng: np.random.Generator, reference: Callable[..., Any], *sizes: Any) -> dict[str, Any]:
    """A step on which every mistake shows."""
    names = [name for name in reference.__annotations__ if name != "return"]

    def draw() -> dict[str, Any]:
        case = step(rng, *sizes)
        return {name: case[name] for name in names}

    biting = bites(reference)
    return drawn_until(draw, lambda case: smooth(case) and biting(case))


def worked_step() -> dict[str, Any]:
    """The handout's example: a step with a learning rate of 0.5."""
    return {
        "real": worked_real(),
        "z": worked_noise(),
        "g_params": worked_generator(),
        "d_params": worked_discriminator(),
        "learning_rate": 0.5,
    }


class discriminator_step:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example."""
        return [worked_step()]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, with more real rows than fake ones, and fewer."""
        sizes = ((7, 4, 3, 2, (6, 5), 1.25), (3, 6, 2, 4, (5, 7), 0.75), (7, 4, 3, 2, (6, 5), 1.5))
        return [drawn_step(rng, gan.discriminator_step, *one) for one in sizes]


class generator_step:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example."""
        return [{name: value for name, value in worked_step().items() if name != "real"}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes."""
        sizes = ((1, 4, 3, 2, (6, 5), 2.0), (1, 6, 2, 4, (5, 7), 1.5), (1, 4, 3, 2, (6, 5), 3.0))
        return [drawn_step(rng, gan.generator_step, *one) for one in sizes]


# ---- modes ----


class mode_coverage:
    @staticmethod
    def worked_ties(rng: np.random.Generator) -> list[dict]:
        """The handout's six samples and four centres; one sample is exactly as far as the radius."""
        samples = np.array([[0.5, 0.5], [4.0, 0.25], [0.75, 1.0], [3.0, 3.0], [3.5, 0.5], [1.0, 1.0]])
        centres = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]])
        return [{"samples": samples, "centres": centres, "radius": 1.25}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Samples in two and in three dimensions, with centres so near each other that their circles meet; more than eight are covered."""

        def draw(count: int, centres: int, size: int, radius: float) -> dict[str, Any]:
            return {"samples": numbers(rng, 2.5, count, size), "centres": numbers(rng, 2.5, centres, size), "radius": radius}

        def fits(case: dict[str, Any]) -> bool:
            found = mistakes.distances(case["samples"], case["centres"])
            clear = np.min(np.abs(found - case["radius"])) > 0.01 and np.min(np.abs(found**2 - case["radius"])) > 0.01
            count, least = modes.mode_coverage(**case)[0], 9 if len(case["centres"]) > 12 else 0
            return bool(clear) and least <= count < len(case["centres"]) and bites(modes.mode_coverage)(case)

        return [
            drawn_until(lambda s=sizes: draw(*s), fits)
            for sizes in ((30, 7, 2, 0.625), (12, 9, 3, 1.75), (20, 11, 2, 0.75), (24, 13, 2, 0.75))
        ]

    @staticmethod
    def edge_ties(rng: np.random.Generator) -> list[dict]:
        """Samples whose distance is exactly the radius: a triangle of 3, 4 and 5."""
        centre = rng.integers(-3, 4, size=2).astype(float)
        turns = np.array([[3.0, 4.0], [-4.0, 3.0], [0.0, 5.0], [-3.0, -5.0], [6.0, 0.0]])
        centres = centre + np.array([[0.0, 0.0], [12.0, 0.0], [12.0, 20.0]])
        return [
            {"samples": centre + turns, "centres": centres[:2], "radius": 5.0},
            {"samples": centres[1] + np.array([[-3.0, 4.0], [4.0, 4.0]]), "centres": centres, "radius": 5.0},
        ]

    @staticmethod
    def none(rng: np.random.Generator) -> list[dict]:
        """No sample is near any centre."""
        return [{"samples": numbers(rng, 1, 6, 2), "centres": numbers(rng, 1, 4, 2) + np.array([5.0, -4.0]), "radius": 0.5}]


# ---- training ----

RADIUS = 0.3


def ring(rng: np.random.Generator, count: int, turn: float) -> tuple[np.ndarray, np.ndarray]:
    """(data (count, 2), centres (8, 2)): eight Gaussians on a circle of radius 2, deviation 0.05, as many rows of each, shuffled.

    turn: the angle of the first centre. Rows are multiples of 1/1024.
    """
    angles = turn + 2 * np.pi * np.arange(8) / 8
    centres = 2 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    data = centres[rng.permutation(np.arange(count) % 8)] + 0.05 * rng.normal(size=(count, 2))
    return np.round(data * 1024) / 1024, centres


def training(rng: np.random.Generator, turn: float, samples: int) -> Script:
    """Train on 2,000 rows, then draw samples, and once more from the same noise in reverse order."""
    data, centres = ring(rng, 2000, turn)
    noise = np.round(rng.normal(size=(samples, 2)) * 1024) / 1024
    return Script(
        Call("train_gan", {"data": data, "seed": int(rng.integers(1000))}, keep="model"),
        Call("sample_gan", {"model": Kept("model"), "z": noise}),
        Call("sample_gan", {"model": Kept("model"), "z": noise[::-1].copy()}),
        truth=[{"centres": centres, "radius": RADIUS, "count": samples}] * 2,
    )


class train_gan:
    @staticmethod
    def given(rng: np.random.Generator) -> list[Script]:
        """The handout's ring, whose first centre is (2, 0), and 1,000 samples."""
        return [training(rng, turn=0.0, samples=1000)]

    @staticmethod
    def unseen(rng: np.random.Generator) -> list[Script]:
        """A ring that is turned, and 1,200 samples."""
        return [training(rng, turn=rng.uniform(0.1, 0.6), samples=1200)]
