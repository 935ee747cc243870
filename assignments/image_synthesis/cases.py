"""Inputs of the assignment on applications of generative models.

N batch, C channels, H height, W width, D features: all different, so that a mixed-up axis shows. Numbers are multiples of a power of two,
so that float32 and float64 students get the same ones.

What is drawn is drawn again until it bites: every mistake of the task, but those that it cannot show (`spare`), is clearly off, and none is
off by so little that rounding could hide it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from assignments.image_synthesis import mistakes
from reference import class_balance, colorization, cyclegan, deepfill, srgan, stylegan

CLEARLY = 5e-3  # of the answer's size: fifty times the usual float32 tolerance
HARDLY = 2e-5
TRIES = 5_000

Case = dict[str, Any]


# ---- drawing ----


def draw(rng: np.random.Generator, largest: float, *shape: int, parts: int = 64) -> np.ndarray:
    """Multiples of 1/parts between -largest and largest."""
    bound = round(largest * parts)
    return rng.integers(-bound, bound + 1, size=shape) / parts


def shares(rng: np.random.Generator, *shape: int, least: float = 0.0, most: float = 1.0, parts: int = 64) -> np.ndarray:
    """Multiples of 1/parts between least and most."""
    return rng.integers(round(least * parts), round(most * parts) + 1, size=shape) / parts


def away_from_zero(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between 1/4 and 1, of either sign."""
    return rng.choice([-1.0, 1.0], size=shape) * shares(rng, *shape, least=0.25)


# ---- does a case bite? ----


def answer(function: Callable[..., Any], case: Case) -> list[np.ndarray] | None:
    """The parts of an answer, or None where the function raises."""
    try:
        with np.errstate(all="ignore"):
            value = function(**{name: item.copy() if isinstance(item, np.ndarray) else item for name, item in case.items()})
    except (ValueError, IndexError, ZeroDivisionError):
        return None
    return [np.asarray(part, dtype=np.float64) for part in (value if isinstance(value, tuple) else (value,))]


def distances(right: list[np.ndarray], wrong: list[np.ndarray] | None) -> list[float]:
    """Largest difference a part, as a share of the part's size; infinite where shapes, infinities or NaN differ."""
    if wrong is None:
        return [np.inf]
    return [_distance(one, other) for one, other in zip(right, wrong, strict=True)]


def _distance(right: np.ndarray, wrong: np.ndarray) -> float:
    if right.shape != wrong.shape or not np.array_equal(np.isfinite(right), np.isfinite(wrong)):
        return np.inf
    finite = np.isfinite(right)
    return float(np.max(np.abs(right[finite] - wrong[finite]), initial=0.0) / (np.max(np.abs(right[finite]), initial=0.0) or 1.0))


def bites(reference: Callable[..., Any], case: Case, spare: Iterable[str], clearly: float) -> bool:
    """Whether every mistake of the task that is not spared is clearly off in some part, and none is off by little."""
    right = answer(reference, case)
    if right is None:
        return False
    for name, function in vars(getattr(mistakes, reference.__name__)).items():
        if name.startswith("_"):
            continue
        gaps = distances(right, answer(function.__func__, case))
        if any(HARDLY < gap < clearly for gap in gaps) or (name not in spare and max(gaps) < clearly):
            return False
    return True


def drawn(reference: Callable[..., Any], make: Callable[[], Case], *, spare: Iterable[str] = (), clearly: float = CLEARLY) -> Case:
    """The first drawn case that bites."""
    for _ in range(TRIES):
        case = make()
        if bites(reference, case, spare, clearly):
            return case
    raise RuntimeError("no case bites: spare a mistake or widen the draw")


# ---- StyleGAN ----


def network(rng: np.random.Generator, batch: int, *widths: int) -> Case:
    """z (batch, widths[0]) and a layer from each width to the next."""
    layers = [{"W": draw(rng, 1, d_in, d_out), "b": away_from_zero(rng, d_out)} for d_in, d_out in itertools.pairwise(widths)]
    return {"z": draw(rng, 2, batch, widths[0]), "layers": layers}


class mapping_network:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's three latent vectors and two layers."""
        layers = [
            {"W": np.array([[1.0, -2.0, 0.5], [0.5, 1.0, -1.0]]), "b": np.array([0.25, -0.5, 0.75])},
            {"W": np.array([[1.0, -1.0], [0.5, 2.0], [-1.0, 0.5]]), "b": np.array([-0.25, 0.5])},
        ]
        return [{"z": np.array([[1.0, 7.0], [-2.0, 14.0], [7.0, -1.0]]), "layers": layers}]

    @staticmethod
    def one(rng: np.random.Generator) -> list[Case]:
        """A single layer; and a single layer for a single row."""
        spare = {"first_layer_only", "normalised_at_every_layer", "eps_outside"}
        return [
            drawn(stylegan.mapping_network, lambda: network(rng, 4, 5, 3), spare=spare),
            drawn(stylegan.mapping_network, lambda: network(rng, 1, 6, 4), spare=spare | {"over_everything"}),
        ]

    @staticmethod
    def three(rng: np.random.Generator) -> list[Case]:
        """Three layers of different widths."""
        return [drawn(stylegan.mapping_network, lambda: network(rng, 3, 6, 7, 5, 4), spare={"eps_outside"}) for _ in range(2)]

    @staticmethod
    def small(rng: np.random.Generator) -> list[Case]:
        """Latent vectors whose mean square is about 1e-8."""

        def make() -> Case:
            case = network(rng, 3, 5, 4, 2)
            return {"z": away_from_zero(rng, 3, 5) / 4096, "layers": case["layers"]}

        return [drawn(stylegan.mapping_network, make)]


def feature_maps(rng: np.random.Generator, *shape: int, spread: float = 64.0, parts: int = 4) -> np.ndarray:
    """(N, C, H, W): every channel of every image has a mean and a spread of its own.

    With the default spread, the default eps does not matter, nor where it is added.
    """
    widths = rng.integers(2, 5, size=(*shape[:2], 1, 1)) / 4
    values = np.round(draw(rng, spread, *shape, parts=parts) * widths * parts) / parts
    return values + draw(rng, spread, *shape[:2], 1, 1, parts=parts)


def three_eps(rng: np.random.Generator) -> list[tuple[np.ndarray, dict[str, float]]]:
    """Feature maps and the eps that goes with them: variances near eps, at the default and at others."""
    return [
        (feature_maps(rng, 2, 3, 4, 5, spread=3 / 512, parts=512), {}),
        (feature_maps(rng, 3, 2, 5, 4, spread=5 / 128, parts=256), {"eps": 1e-3}),
        (feature_maps(rng, 2, 4, 3, 5, spread=2.0, parts=64), {"eps": 0.5}),
    ]


EPS = {"eps_outside", "eps_ignored"}


class adaptive_instance_norm:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two images of two channels and three pixels."""
        return [
            {
                "x": 10 * np.array([[[[1.0, 1.0, 4.0]], [[0.0, 3.0, 3.0]]], [[[2.0, -4.0, -4.0]], [[5.0, -1.0, 5.0]]]]),
                "scale": np.array([[2.0, 0.5], [-1.0, 4.0]]),
                "bias": np.array([[1.0, -1.0], [0.5, 3.0]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other feature maps and styles."""

        def make(*shape: int) -> Case:
            return {"x": feature_maps(rng, *shape), "scale": away_from_zero(rng, *shape[:2]), "bias": away_from_zero(rng, *shape[:2])}

        shapes = ((2, 3, 4, 5), (4, 2, 5, 3), (2, 3, 4, 5))
        return [drawn(stylegan.adaptive_instance_norm, lambda shape=shape: make(*shape), spare=EPS) for shape in shapes]

    @staticmethod
    def eps(rng: np.random.Generator) -> list[Case]:
        """Small variances, where eps counts."""

        def make(which: int) -> Case:
            x, eps = three_eps(rng)[which]
            return {"x": x, "scale": away_from_zero(rng, *x.shape[:2]), "bias": away_from_zero(rng, *x.shape[:2]), **eps}

        return [
            drawn(stylegan.adaptive_instance_norm, lambda which=which: make(which), spare=spare)
            for which, spare in enumerate(({"eps_ignored"}, set(), set()))
        ]


class truncation_trick:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two styles."""
        return [{"w": np.array([[4.0, 0.0, -2.0], [1.0, 5.0, 2.0]]), "w_mean": np.array([2.0, 1.0, 0.0]), "psi": 0.75}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other styles, pulled by other amounts."""

        def make(batch: int, features: int, psi: float) -> Case:
            return {"w": draw(rng, 2, batch, features), "w_mean": away_from_zero(rng, features), "psi": psi}

        return [
            drawn(stylegan.truncation_trick, lambda sizes=sizes: make(*sizes), spare={"psi_between_0_and_1", "clipped"})
            for sizes in ((3, 5, 0.625), (4, 2, 0.25), (3, 4, 0.0))
        ]

    @staticmethod
    def outside(rng: np.random.Generator) -> list[Case]:
        """psi above 1, and below 0: beyond the style, and on the other side of the mean."""

        def make(batch: int, features: int, psi: float) -> Case:
            return {"w": draw(rng, 2, batch, features), "w_mean": away_from_zero(rng, features), "psi": psi}

        return [drawn(stylegan.truncation_trick, lambda sizes=sizes: make(*sizes)) for sizes in ((3, 4, 1.5), (2, 5, -0.75))]


class style_mixing:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two pairs of styles and four layers."""
        w1 = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        return [{"w1": w1, "w2": 10 * w1, "num_layers": 4, "crossover": 1}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """More layers; and a single pair of styles."""

        def make(batch: int, features: int, layers: int, crossover: int) -> Case:
            w1, w2 = draw(rng, 2, batch, features), draw(rng, 2, batch, features)
            return {"w1": w1, "w2": w2, "num_layers": layers, "crossover": crossover}

        return [drawn(stylegan.style_mixing, lambda sizes=sizes: make(*sizes)) for sizes in ((3, 4, 7, 5), (2, 5, 9, 3), (1, 4, 6, 2))]

    @staticmethod
    def ends(rng: np.random.Generator) -> list[Case]:
        """All layers take w2; all layers take w1."""
        return [{"w1": draw(rng, 2, 3, 4), "w2": 4 + draw(rng, 2, 3, 4), "num_layers": 5, "crossover": crossover} for crossover in (0, 5)]


# ---- SRGAN ----


class pixel_shuffle:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's eight channels, which hold 0 to 47."""
        return [{"x": np.arange(48.0).reshape(1, 8, 2, 3), "factor": 2}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other images, twice as large."""
        shapes = ((3, 20, 2, 4), (2, 12, 5, 4))
        return [drawn(srgan.pixel_shuffle, lambda shape=shape: {"x": draw(rng, 8, *shape), "factor": 2}) for shape in shapes]

    @staticmethod
    def larger(rng: np.random.Generator) -> list[Case]:
        """Three and five times as large."""
        shapes = ((2, 27, 4, 5, 3), (3, 50, 1, 4, 5))
        return [
            drawn(srgan.pixel_shuffle, lambda shape=shape, factor=factor: {"x": draw(rng, 8, *shape), "factor": factor})
            for *shape, factor in shapes
        ]


SAME_IMAGE = {"a_little_added", "zero_where_identical", "divides_by_zero"}
ONE = {"max_value_ignored", "max_value_not_squared"}


class psnr:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two pairs, of which the second has values up to 255."""
        x = np.array([[0.5, 0.25, 0.75, 0.0], [0.5, 0.625, 0.25, 0.5]])
        error = np.array([[-0.5, 0.25, -0.25, 0.0], [0.25, 0.0, 0.0, -0.25]])
        large = np.array([[100.0, 120.0, 140.0], [160.0, 180.0, 200.0]])
        return [
            {"x": x, "y": x + error},
            {"x": large, "y": large + np.array([[1.0, -7.0, 5.0], [-5.0, 5.0, -5.0]]), "max_value": 255.0},
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Grey images, and images of three channels."""

        def make(*shape: int) -> Case:
            noise = np.round(draw(rng, 0.25, *shape) * rng.choice([0.25, 0.5, 1.0], size=shape[-1]) * 64) / 64
            return {"x": shares(rng, *shape, most=0.875), "y": shares(rng, *shape, most=0.875) + noise}

        return [drawn(srgan.psnr, lambda shape=shape: make(*shape), spare=SAME_IMAGE | ONE) for shape in ((5, 7), (6, 4, 3), (5, 7))]

    @staticmethod
    def bytes(rng: np.random.Generator) -> list[Case]:
        """Images with values up to 255; and with values up to 4."""

        def make(largest: float, *shape: int) -> Case:
            x = np.round(shares(rng, *shape, most=0.875) * largest)
            noise = np.round(draw(rng, 0.125, *shape) * rng.choice([0.25, 0.5, 1.0], size=shape[-1]) * largest * 4) / 4
            return {"x": x, "y": x + noise, "max_value": largest}

        sizes = ((255.0, 6, 5), (4.0, 5, 4, 3))
        return [drawn(srgan.psnr, lambda size=size: make(*size), spare=SAME_IMAGE | {"always_255"}) for size in sizes]

    @staticmethod
    def identical_ties(rng: np.random.Generator) -> list[Case]:
        """An image and itself."""
        grey, colour = shares(rng, 4, 5), rng.integers(0, 256, size=(3, 4, 3)) / 1.0
        return [{"x": grey, "y": grey.copy()}, {"x": colour, "y": colour.copy(), "max_value": 255.0}]


def dark_pair(rng: np.random.Generator, height: int, width: int, max_value: float) -> Case:
    """Two dark images of low contrast, which hardly have anything in common.

    There the constants count, and so does a divisor of 64 or 63. And the means are so small that mean(x^2) - mean(x)^2 is honest in
    float32.
    """
    pixel = 0.25 if max_value == 255 else max_value / 1024
    deviation = 0.022 * max_value
    slopes = [np.add.outer(a * np.linspace(-1, 1, height), b * np.linspace(-1, 1, width)) for a, b in rng.uniform(-0.8, 0.8, size=(2, 2))]
    x, y = (rng.normal(size=(height, width)) + slope for slope in slopes)
    means = rng.uniform(0.04, 0.08, size=2) * max_value
    images = (np.maximum(np.round((mean + deviation * a) / pixel), 0) * pixel for mean, a in zip(means, (x, y - 0.4 * x), strict=True))
    return dict(zip("xy", images, strict=True))


class ssim:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's single window."""
        x, y = np.zeros((8, 8)), np.zeros((8, 8))
        x[:, 4:] = 0.125
        y[:, :6] = 0.0625
        return [{"x": x, "y": y}]

    @staticmethod
    def windows(rng: np.random.Generator) -> list[Case]:
        """The handout's images with six windows."""
        h, w = np.indices((10, 9))
        return [{"x": (5 * h + 3 * w) % 11 / 128, "y": (7 * h + 3 * w) % 9 / 64}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other dark images."""
        sizes = ((11, 13), (17, 12), (11, 13))
        return [drawn(srgan.ssim, lambda size=size: dark_pair(rng, *size, 1.0), spare=ONE) for size in sizes]

    @staticmethod
    def bytes(rng: np.random.Generator) -> list[Case]:
        """Dark images with values up to 255; and with values up to 2."""
        sizes = ((12, 14, 255.0), (13, 10, 2.0))
        return [
            drawn(srgan.ssim, lambda height=h, width=w, largest=m: {**dark_pair(rng, height, width, largest), "max_value": largest})
            for h, w, m in sizes
        ]


class srgan_generator_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two images of three features."""
        real = np.array([[1.0, 0.5, 0.25], [0.0, 0.75, -0.5]])
        error = np.array([[0.125, 0.0, -0.125], [0.0, 0.25, 0.0]])
        return [{"features_real": real, "features_fake": real + error, "fake_logits": np.array([1.5, -6.0])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other features, with height and width."""

        def make(*shape: int) -> Case:
            real = draw(rng, 2, *shape)
            return {"features_real": real, "features_fake": real + draw(rng, 0.25, *shape), "fake_logits": draw(rng, 8, shape[0])}

        shapes = ((5, 3, 2, 4), (4, 6), (5, 3, 2, 4))
        return [drawn(srgan.srgan_generator_loss, lambda shape=shape: make(*shape), spare={"overflows", "clamped"}) for shape in shapes]

    @staticmethod
    def certain(rng: np.random.Generator) -> list[Case]:
        """A discriminator that is very sure: logits between 48 and 80 in size. There D is above 0 in float32 too, for who takes the sigmoid
        first."""

        def make() -> Case:
            real = draw(rng, 2, 5, 4, 3)
            logits = rng.permutation([-1.0, -1.0, 1.0, -1.0, 1.0]) * rng.integers(48, 81, size=5)
            return {"features_real": real, "features_fake": real + draw(rng, 0.5, 5, 4, 3), "fake_logits": logits}

        return [drawn(srgan.srgan_generator_loss, make)]


# ---- DeepFill ----


class composite:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two by three pixels of two channels."""
        return [
            {
                "original": np.array([[[8.0, 4.0], [1.0, 2.0], [4.0, 0.0]], [[2.0, 2.0], [0.0, 4.0], [5.0, 1.0]]]),
                "generated": np.array([[[0.0, 8.0], [3.0, 6.0], [1.0, 7.0]], [[6.0, -2.0], [9.0, 8.0], [7.0, 3.0]]]),
                "mask": np.array([[[0.25], [1.0], [0.0]], [[0.5], [0.0], [1.0]]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other images, with masks that are soft at the edge."""

        def make(*shape: int) -> Case:
            mask = rng.choice([0.0, 0.0, 1.0, 1.0, 0.125, 0.375, 0.75, 0.875], size=(*shape[:2], 1))
            return {"original": draw(rng, 2, *shape), "generated": draw(rng, 2, *shape), "mask": mask}

        return [drawn(deepfill.composite, lambda shape=shape: make(*shape)) for shape in ((4, 5, 3), (6, 3, 2), (4, 5, 3))]


def vectors(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """(H, W, C) of which no pixel is near 0: its length is at least a half."""
    while True:
        pixels = draw(rng, 1.5, *shape)
        if np.min(np.linalg.norm(pixels, axis=-1)) >= 0.5:
            return pixels


def holes(rng: np.random.Generator, height: int, width: int, pixels: int) -> np.ndarray:
    """(H, W) bool: True at so many pixels, anywhere."""
    return rng.permutation(np.arange(height * width) < pixels).reshape(height, width)


def with_hole(rng: np.random.Generator, height: int, width: int, channels: int, pixels: int) -> Case:
    """Two images that differ everywhere, and a hole. The background in the hole must not count, nor the foreground outside it."""
    background, mask = vectors(rng, height, width, channels), holes(rng, height, width, pixels)
    foreground = vectors(rng, height, width, channels)
    return {"foreground": foreground, "background": background, "mask": mask}


class contextual_attention:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's six pixels, two of which are missing; with the default scale, and with a scale of 2."""
        background = np.array([[[1.0, 0.0], [0.0, 2.0], [3.0, 4.0]], [[-1.0, 1.0], [0.5, -1.0], [5.0, 5.0]]])
        mask = np.array([[False, False, False], [False, True, True]])
        foreground = background.copy()
        foreground[1, 1:] = [[1.0, 1.0], [-2.0, 1.0]]
        case = {"foreground": foreground, "background": background, "mask": mask}
        return [case, {**case, "scale": 2.0}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other images and holes, with the default scale."""
        spare = {"scale_ignored", "zero_instead_of_left_out"}
        sizes = ((5, 4, 3, 7), (3, 6, 4, 8), (5, 4, 3, 7))
        return [drawn(deepfill.contextual_attention, lambda size=size: with_hole(rng, *size), spare=spare) for size in sizes]

    @staticmethod
    def scaled(rng: np.random.Generator) -> list[Case]:
        """Scales of 3, of 1/2 and of 25."""
        sizes = ((4, 5, 3, 8, 3.0), (4, 3, 2, 5, 0.5), (5, 3, 4, 6, 25.0))
        spares = (set(), set(), {"zero_instead_of_left_out", "hole_attended"})
        return [
            drawn(deepfill.contextual_attention, lambda size=size, scale=scale: {**with_hole(rng, *size), "scale": scale}, spare=spare)
            for (*size, scale), spare in zip(sizes, spares, strict=True)
        ]


# ---- CycleGAN ----


class instance_norm:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two images of two channels and three pixels."""
        return [{"x": 10 * np.array([[[[1.0, 1.0, 4.0]], [[0.0, 3.0, 3.0]]], [[[2.0, -4.0, -4.0]], [[5.0, -1.0, 5.0]]]])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other feature maps."""
        shapes = ((3, 2, 5, 4), (2, 4, 3, 5), (3, 2, 5, 4))
        return [drawn(cyclegan.instance_norm, lambda shape=shape: {"x": feature_maps(rng, *shape)}, spare=EPS) for shape in shapes]

    @staticmethod
    def eps(rng: np.random.Generator) -> list[Case]:
        """Small variances, where eps counts."""

        def make(which: int) -> Case:
            x, eps = three_eps(rng)[which]
            return {"x": x, **eps}

        return [
            drawn(cyclegan.instance_norm, lambda which=which: make(which), spare=spare)
            for which, spare in enumerate(({"eps_ignored"}, set(), set()))
        ]


def two_pairs(rng: np.random.Generator, names: tuple[str, str], one: tuple[int, ...], other: tuple[int, ...]) -> Case:
    """x and what became of it, y and what became of it. Where there are more images, errors are half as large; some are above 1."""
    x, y = draw(rng, 1, *one), draw(rng, 1, *other)
    small, large = (0.75, 1.5) if len(x) > len(y) else (1.5, 0.75)
    return {"x": x, names[0]: x + draw(rng, small, *one), "y": y, names[1]: y + draw(rng, large, *other)}


class cycle_consistency_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's one image of X and two of Y, of three pixels."""
        return [
            {
                "x": np.array([[[[0.5, 0.0, 1.0]]]]),
                "x_cycled": np.array([[[[0.25, 0.5, 1.0]]]]),
                "y": np.array([[[[0.0, 0.5, 0.25]]], [[[1.0, 1.0, 0.5]]]]),
                "y_cycled": np.array([[[[0.25, 0.25, 0.25]]], [[[0.0, 0.5, 1.5]]]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other images, more of X than of Y and fewer."""
        shapes = (((3, 2, 4, 5), (2, 2, 4, 5)), ((2, 3, 5, 4), (5, 3, 5, 4)))
        return [
            drawn(cyclegan.cycle_consistency_loss, lambda one=one, other=other: two_pairs(rng, ("x_cycled", "y_cycled"), one, other))
            for one, other in shapes
        ]


class identity_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two images of X and two of Y, of three pixels."""
        return [
            {
                "x": np.array([[[[0.5, 0.0, 1.0]]], [[[0.25, 0.75, 0.5]]]]),
                "f_x": np.array([[[[0.25, 0.0, 1.0]]], [[[0.25, 1.0, 0.25]]]]),
                "y": np.array([[[[0.0, 0.5, 0.25]]], [[[1.0, 1.0, 0.5]]]]),
                "g_y": np.array([[[[0.0, 1.0, 0.75]]], [[[0.5, 1.0, 0.5]]]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other images, more of X than of Y and fewer."""
        shapes = (((4, 2, 3, 5), (2, 2, 3, 5)), ((2, 3, 5, 4), (5, 3, 5, 4)))
        return [
            drawn(cyclegan.identity_loss, lambda one=one, other=other: two_pairs(rng, ("f_x", "g_y"), one, other)) for one, other in shapes
        ]


class lsgan_losses:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's two real and three generated images."""
        return [{"real_scores": np.array([1.5, 0.0]), "fake_scores": np.array([0.5, -1.0, 2.0])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other scores, more of real images than of generated ones and fewer."""
        return [
            drawn(cyclegan.lsgan_losses, lambda n=n, m=m: {"real_scores": 0.5 + draw(rng, 2, n), "fake_scores": draw(rng, 2, m) - 0.25})
            for n, m in ((7, 4), (3, 8))
        ]


def losses(rng: np.random.Generator) -> Case:
    """The four losses, all different."""
    values = rng.choice(np.arange(8, 128), size=4, replace=False) / 64
    return dict(zip(("adversarial_g", "adversarial_f", "cycle", "identity"), values.tolist(), strict=True))


class cyclegan_generator_objective:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's four losses, with the default weights and with others."""
        four = {"adversarial_g": 0.5, "adversarial_f": 0.25, "cycle": 0.125, "identity": 0.0625}
        return [four, {**four, "lambda_cycle": 4.0, "lambda_identity": 3.0}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other losses: with the default weights, with one of them changed, with both."""
        weights = (
            ({}, {"weights_ignored", "share_of_a_weight"}),
            ({"lambda_cycle": 2.5, "lambda_identity": 0.75}, set()),
            ({"lambda_identity": 2.0}, set()),
            ({"lambda_cycle": 20.0}, set()),
        )
        return [
            drawn(cyclegan.cyclegan_generator_objective, lambda given=given: {**losses(rng), **given}, spare=spare)
            for given, spare in weights
        ]


# ---- colour ----


def muted(rng: np.random.Generator, height: int, width: int) -> Case:
    """White, and colours that are nearly grey.

    Red is as strong as green up to 1/64, and blue up to 4/64. So the matrix that is printed with four digits (JFIF 1.02: 0.1687, 0.3313,
    0.4187, 0.0813) is right to a millionth, and who copies it is right too.
    """
    green = shares(rng, height, width, least=0.125, most=0.875)
    red, blue = green + draw(rng, 1 / 64, height, width), green + draw(rng, 4 / 64, height, width)
    image = np.stack([red, green, blue], axis=-1)
    image[0, 0] = 1.0
    return {"image": image}


class rgb_to_ycbcr:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's six colours."""
        first = [[1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [0.5, 0.5, 0.5]]
        second = [[0.5, 0.5, 0.5625], [0.75, 0.734375, 0.6875], [0.25, 0.265625, 0.3125]]
        return [{"image": np.array([first, second])}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Other colours."""
        sizes = ((4, 5), (6, 2), (4, 5))
        return [drawn(colorization.rgb_to_ycbcr, lambda size=size: muted(rng, *size), clearly=2e-3) for size in sizes]


class colorize:
    """Here too the printed digits suffice (JFIF 1.02: 0.34414 and 0.71414): where both kinds of chroma are strong, one takes green away
    and the other adds it."""

    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's six pixels, two of which have to be clipped."""
        return [
            {
                "luminance": np.array([[0.5, 0.25, 0.75], [0.5, 0.875, 0.125]]),
                "chroma": np.array([[[0.5, 0.5], [0.625, 0.5], [0.5, 0.375]], [[0.375, 0.625], [0.75, 0.25], [0.5, 0.25]]]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """Colours that need no clipping."""

        def make(*size: int) -> Case:
            return {"luminance": shares(rng, *size, least=0.25, most=0.75), "chroma": 0.5 + draw(rng, 6 / 64, *size, 2)}

        spare = {"not_clipped", "wrapped"}
        return [drawn(colorization.colorize, lambda size=size: make(*size), spare=spare) for size in ((4, 5), (6, 4), (4, 5))]

    @staticmethod
    def clipped(rng: np.random.Generator) -> list[Case]:
        """Any luminance with much of one chroma and little of the other: many colours lie outside."""

        def make(*size: int) -> Case:
            much = draw(rng, 0.4, *size)
            both = np.stack([much, draw(rng, 6 / 64, *size) - much], axis=-1)
            return {"luminance": shares(rng, *size), "chroma": 0.5 + both}

        return [drawn(colorization.colorize, lambda size=size: make(*size)) for size in ((5, 4), (3, 6))]


# ---- data augmentation ----


def rows(rng: np.random.Generator, labels: Any, features: int) -> tuple[np.ndarray, np.ndarray]:
    """(X, y): a row of features for each label."""
    y = np.array(labels, dtype=np.int64)
    return draw(rng, 4, len(y), features), y


def classes(rng: np.random.Generator, counts: list[int], generated: list[int], features: int, least: int = 0) -> Case:
    """So many rows of each class, and so many generated ones; one more label has generated rows only. Labels are any whole numbers, the
    least or more."""
    labels = least + rng.choice(30 - least, size=len(counts) + 1, replace=False)
    X, y = rows(rng, rng.permutation(np.repeat(labels[:-1], counts)), features)
    X_synthetic, y_synthetic = rows(rng, rng.permutation(np.repeat(labels, [*generated, 3])), features)
    return {"X": X, "y": y, "X_synthetic": X_synthetic, "y_synthetic": y_synthetic}


SHORT = {"short_class_left", "rows_used_twice"}


class balance_classes:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[Case]:
        """The handout's six rows of three classes and seven generated rows."""
        return [
            {
                "X": np.array([[1.0, 5.0], [2.0, 1.0], [0.0, 4.0], [7.0, 7.0], [3.0, 0.0], [1.0, 6.0]]),
                "y": np.array([2, 0, 2, 5, 0, 2]),
                "X_synthetic": np.array([[8.0, 7.0], [9.0, 9.0], [2.5, 0.5], [0.5, 5.0], [6.0, 8.0], [3.0, 1.0], [7.0, 9.0]]),
                "y_synthetic": np.array([5, 9, 0, 2, 5, 0, 5]),
            }
        ]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[Case]:
        """More rows and more classes. The first labels are larger than any class: whoever takes them for sizes finds none short."""
        sizes = (([7, 2, 4], [3, 9, 6], 3, 10), ([3, 5, 1, 4, 2], [5, 2, 7, 3, 6], 4), ([6, 4, 6, 3], [2, 4, 1, 5], 2))
        return [drawn(class_balance.balance_classes, lambda size=size: classes(rng, *size), spare=SHORT) for size in sizes]

    @staticmethod
    def nothing_to_add(rng: np.random.Generator) -> list[Case]:
        """Classes that are equally large already."""
        return [classes(rng, [4, 4, 4], [2, 3, 1], 3)]

    @staticmethod
    def short(rng: np.random.Generator) -> list[Case]:
        """A class with one generated row too few."""
        return [classes(rng, [5, 3, 2], [1, 4, 2], 3)]

    @staticmethod
    def none(rng: np.random.Generator) -> list[Case]:
        """A class with no generated row at all, beside one with too many; and more rows than enough that have an unknown label."""
        return [classes(rng, [2, 6, 4], [7, 1, 0], 4), classes(rng, [3, 1], [1, 1], 3)]
