"""Inputs of the assignment on convolutional networks.

N images, C channels, H rows, W columns, F filters, K the size of a filter: all different where a case can afford it, so that a mixed-up
axis shows. Nothing is symmetric, and biases are never zero. All numbers are multiples of 1/64, so that float32 and float64 students get
the same ones. Where the largest value of a window matters, no two of its values are equal, but for the cases that are ties.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from assignments.case import Call, Kept, Script


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def draw_biases(rng: np.random.Generator, count: int) -> np.ndarray:
    """Between 1/4 and 1, of either sign, no two equal."""
    return rng.choice([-1.0, 1.0], size=count) * rng.choice(np.arange(16, 65), size=count, replace=False) / 64


def draw_positive(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/16 from 1/16 on, of which no two are equal."""
    return (rng.permutation(int(np.prod(shape))) + 1).reshape(shape) / 16


def shaped(images: int, channels: int, height: int, width: int, filters: int, kernel: int) -> dict[str, tuple[int, ...]]:
    return {"x": (images, channels, height, width), "w": (filters, channels, kernel, kernel), "b": (filters,)}


def convolution(rng: np.random.Generator, sizes: dict[str, tuple[int, ...]], **more: int) -> dict[str, Any]:
    """x, w, b of these shapes, and a stride and a padding where they are given."""
    return {"x": draw(rng, 1.5, *sizes["x"]), "w": draw(rng, 1, *sizes["w"]), "b": draw_biases(rng, *sizes["b"]), **more}


def convolution_gradient(rng: np.random.Generator, sizes: dict[str, tuple[int, ...]], **more: int) -> dict[str, Any]:
    """dy, x, w for a convolution of these shapes."""
    stride, padding, kernel = more.get("stride", 1), more.get("padding", 0), sizes["w"][2]
    places = [(size + 2 * padding - kernel) // stride + 1 for size in sizes["x"][2:]]
    dy = draw(rng, 1, sizes["x"][0], sizes["w"][0], *places)
    return {"dy": dy, "x": draw(rng, 1.5, *sizes["x"]), "w": draw(rng, 1, *sizes["w"]), **more}


def worked() -> dict[str, Any]:
    """The handout's image of two channels, three rows and four columns, with one filter of 2 x 2."""
    return {
        "x": np.array([[[[1.0, 2.0, 0.0, -1.0], [0.0, 1.0, 3.0, 2.0], [2.0, -1.0, 1.0, 0.5]],
                        [[0.5, 1.0, -2.0, 1.5], [2.5, 0.0, 1.0, -1.0], [1.0, 3.0, -0.5, 2.0]]]]),
        "w": np.array([[[[1.0, 0.5], [-1.0, 2.0]], [[0.5, -1.0], [0.25, 1.5]]]]),
        "b": np.array([0.25]),
    }  # fmt: skip


class conv_output_size:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """34 x 34 with filters of 3, 5 and 7 and strides of 1 to 4; 32 x 32 with a filter of 3 and a padding of 1."""
        ones = [{"size": 34, "kernel": kernel} for kernel in (3, 5, 7)]
        more = [{"size": 34, "kernel": kernel, "stride": stride} for stride in (2, 3, 4) for kernel in (3, 5, 7)]
        return [*ones, *more, {"size": 32, "kernel": 3, "padding": 1}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Strides that divide and strides that leave a rest, with paddings of 1 to 3 and without."""
        cases = []
        for stride, padding, rest in ((1, 2, 0), (2, 1, 1), (2, 3, 0), (3, 1, 2), (3, 2, 1), (4, 1, 2), (5, 0, 3)):
            kernel = int(rng.integers(2, 8))
            moves = int(rng.integers(6, 20))  # how often the filter moves on
            size = moves * stride + rest + kernel - 2 * padding
            cases.append({"size": size, "kernel": kernel, "stride": stride, "padding": padding})
        return cases

    @staticmethod
    def fits(rng: np.random.Generator) -> list[dict]:
        """Filters as large as the padded image: one of them larger than the image and its padding on one side."""
        size = int(rng.integers(4, 9))
        return [
            {"size": size, "kernel": size},
            {"size": size, "kernel": size + 2, "stride": 1, "padding": 1},
            {"size": size, "kernel": size + 4, "stride": 2, "padding": 2},
        ]

    @staticmethod
    def too_large(rng: np.random.Generator) -> list[dict]:
        """Filters that do not fit, some of them by one pixel only."""
        return [
            {"size": 5, "kernel": 7},
            {"size": 5, "kernel": 6, "stride": 2},
            {"size": 4, "kernel": 7, "stride": 1, "padding": 1},
            {"size": 4, "kernel": 9, "stride": 3, "padding": 2},
        ]


class conv2d:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's image and filter."""
        return [worked()]

    @staticmethod
    def moved(rng: np.random.Generator) -> list[dict]:
        """The same with a stride of 2 and a padding of 1."""
        return [{**worked(), "stride": 2, "padding": 1}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """More filters than channels, and fewer."""
        return [
            convolution(rng, shaped(images=2, channels=3, height=9, width=8, filters=7, kernel=4)),
            convolution(rng, shaped(images=3, channels=5, height=6, width=9, filters=2, kernel=4)),
        ]

    @staticmethod
    def strides(rng: np.random.Generator) -> list[dict]:
        """Strides smaller and larger than the filter. Each leaves a rest along both sides."""
        return [
            convolution(rng, shaped(images=2, channels=4, height=12, width=10, filters=6, kernel=3), stride=2),
            convolution(rng, shaped(images=3, channels=4, height=6, width=9, filters=5, kernel=2), stride=3),
        ]

    @staticmethod
    def padded(rng: np.random.Generator) -> list[dict]:
        """Padding alone, given by name, without a stride too."""
        return [
            convolution(rng, shaped(images=2, channels=4, height=6, width=5, filters=7, kernel=3), padding=1),
            convolution(rng, shaped(images=3, channels=2, height=7, width=5, filters=6, kernel=4), stride=1, padding=2),
        ]

    @staticmethod
    def both(rng: np.random.Generator) -> list[dict]:
        """Padding together with a stride that leaves a rest along one side, and along both."""
        return [
            convolution(rng, shaped(images=3, channels=2, height=9, width=8, filters=5, kernel=4), stride=2, padding=2),
            convolution(rng, shaped(images=2, channels=4, height=6, width=9, filters=3, kernel=2), stride=3, padding=1),
        ]

    @staticmethod
    def extremes(rng: np.random.Generator) -> list[dict]:
        """A filter of one pixel, and one that fits because of the padding only."""
        return [
            convolution(rng, shaped(images=2, channels=5, height=4, width=6, filters=3, kernel=1)),
            convolution(rng, shaped(images=2, channels=4, height=3, width=4, filters=7, kernel=5), stride=1, padding=1),
        ]


class conv2d_backward:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's image and filter."""
        example = worked()
        return [{"dy": np.array([[[[1.0, -0.5, 2.0], [0.5, 1.5, -1.0]]]]), "x": example["x"], "w": example["w"]}]

    @staticmethod
    def moved(rng: np.random.Generator) -> list[dict]:
        """The same with a stride of 2 and a padding of 1."""
        return [{**conv2d_backward.worked(rng)[0], "stride": 2, "padding": 1}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Several images, channels and filters."""
        return [
            convolution_gradient(rng, shaped(images=2, channels=3, height=8, width=7, filters=6, kernel=4)),
            convolution_gradient(rng, shaped(images=3, channels=5, height=6, width=4, filters=2, kernel=1)),
        ]

    @staticmethod
    def strides(rng: np.random.Generator) -> list[dict]:
        """Strides smaller and larger than the filter. Each leaves a rest."""
        return [
            convolution_gradient(rng, shaped(images=2, channels=4, height=10, width=8, filters=5, kernel=3), stride=2),
            convolution_gradient(rng, shaped(images=3, channels=2, height=6, width=9, filters=4, kernel=2), stride=3),
        ]

    @staticmethod
    def padded(rng: np.random.Generator) -> list[dict]:
        """Padding alone."""
        return [convolution_gradient(rng, shaped(images=3, channels=2, height=5, width=6, filters=4, kernel=3), padding=1)]

    @staticmethod
    def both(rng: np.random.Generator) -> list[dict]:
        """Padding together with a stride that leaves a rest."""
        return [convolution_gradient(rng, shaped(images=2, channels=3, height=6, width=9, filters=5, kernel=4), stride=3, padding=2)]


def worked_pool() -> np.ndarray:
    """The handout's image for pooling: two channels, four rows, six columns. Every window has a positive value."""
    one = [
        [1.0, 3.0, 2.0, -1.0, 0.5, 2.0],
        [0.0, 2.5, 4.0, 1.5, 5.0, -3.0],
        [-2.0, 1.0, 0.25, 2.25, 7.0, 6.0],
        [3.5, -1.5, -0.5, 1.25, -4.0, 8.0],
    ]
    other = [
        [-1.0, 0.25, -4.0, 3.0, -0.5, 1.0],
        [-5.0, -1.5, 2.0, -6.0, -7.0, 0.0],
        [-3.5, -8.0, -9.0, 4.5, 2.5, -0.25],
        [5.5, -6.5, -7.5, 8.5, 9.5, -2.0],
    ]
    return np.array([[one, other]])


def pools(rng: np.random.Generator) -> list[dict]:
    """Windows that overlap, windows that leave a rest, and windows with gaps between them. All values are positive."""
    return [
        {"x": draw_positive(rng, 2, 3, 8, 7), "size": 3, "stride": 2},  # the rest is one row
        {"x": draw_positive(rng, 3, 2, 5, 6), "size": 3, "stride": 1},
        {"x": draw_positive(rng, 2, 4, 7, 9), "size": 2, "stride": 2},
        {"x": draw_positive(rng, 2, 3, 9, 11), "size": 2, "stride": 3},
        {"x": draw_positive(rng, 2, 3, 5, 8), "size": 4, "stride": 3},
    ]


class max_pool2d:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's image, with windows side by side."""
        return [{"x": worked_pool(), "size": 2, "stride": 2}]

    @staticmethod
    def windows(rng: np.random.Generator) -> list[dict]:
        """The same with windows that overlap, and with windows that leave a rest."""
        return [{"x": worked_pool(), "size": 3, "stride": 1}, {"x": worked_pool(), "size": 3, "stride": 2}]

    @staticmethod
    def negative(rng: np.random.Generator) -> list[dict]:
        """Negative values only, with windows side by side."""
        return [
            {"x": -draw_positive(rng, 2, 3, 6, 8), "size": 2, "stride": 2},
            {"x": -draw_positive(rng, 3, 2, 6, 9), "size": 3, "stride": 3},
        ]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Windows that overlap, that leave a rest, and that leave gaps."""
        return pools(rng)


class avg_pool2d:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's image, with windows side by side."""
        return max_pool2d.worked(rng)

    @staticmethod
    def windows(rng: np.random.Generator) -> list[dict]:
        """The same with windows that overlap, and with windows that leave a rest."""
        return max_pool2d.windows(rng)

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Windows that overlap, that leave a rest, and that leave gaps."""
        return pools(rng)


def with_gradient(rng: np.random.Generator, case: dict[str, Any]) -> dict[str, Any]:
    """The case with a dy. No number of it is near 0."""
    images, channels, *sides = case["x"].shape
    places = [(side - case["size"]) // case["stride"] + 1 for side in sides]
    shape = (images, channels, *places)
    return {"dy": rng.choice([-1.0, 1.0], size=shape) * rng.integers(16, 129, size=shape) / 64, **case}


class max_pool2d_backward:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's image, with windows side by side."""
        dy = np.array([[[[1.0, -2.0, 0.75], [0.5, 3.0, -1.0]], [[-1.5, 2.5, -0.5], [4.0, 0.25, 2.0]]]])
        return [{"dy": dy, "x": worked_pool(), "size": 2, "stride": 2}]

    @staticmethod
    def windows(rng: np.random.Generator) -> list[dict]:
        """The same with windows that overlap, and with windows that leave a rest."""
        one = [[1.0, -2.0, 0.5, 4.0], [3.0, 1.5, -0.5, 2.5]]
        other = [[2.0, -1.0, 3.5, 0.25], [-4.0, 2.25, -3.0, 0.75]]
        return [
            {"dy": np.array([[one, other]]), "x": worked_pool(), "size": 3, "stride": 1},
            {"dy": np.array([[[[1.0, -2.0]], [[0.5, 3.0]]]]), "x": worked_pool(), "size": 3, "stride": 2},
        ]

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """The handout's image after ReLU, as it were: windows of zeros, and windows with two equal values."""
        x = np.array([[[[0.0, 0.0, 2.0, 1.0], [0.0, 0.0, 0.5, 2.0], [1.0, 3.0, 0.0, 1.5], [3.0, 3.0, 1.5, 1.0]]]])
        return [{"dy": np.array([[[[1.0, -2.0], [0.5, 3.0]]]]), "x": x, "size": 2, "stride": 2}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Windows that overlap, that leave a rest, and that leave gaps."""
        return [with_gradient(rng, case) for case in pools(rng)]

    @staticmethod
    def more_ties(rng: np.random.Generator) -> list[dict]:
        """Only three different values, the largest of them in every other place; windows side by side."""
        cases = []
        for shape, size in (((2, 3, 6, 8), 2), ((2, 4, 6, 9), 3)):
            x = rng.choice([0.0, 0.5, 1.25, 1.25], size=shape)
            cases.append(with_gradient(rng, {"x": x, "size": size, "stride": size}))
        return cases


class flatten:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two images of two channels, two rows and three columns."""
        return [{"x": np.arange(1.0, 25.0).reshape(2, 2, 2, 3)}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Several images, and one."""
        return [{"x": draw(rng, 4, 4, 3, 5, 2)}, {"x": draw(rng, 4, 1, 5, 3, 4)}]


def network(rng: np.random.Generator, images: int, channels: int, height: int, width: int, filters: int, classes: int) -> dict[str, Any]:
    """x and params of the network. The scores of an image spread by about 2, whatever the sizes are."""
    flat = filters * (height // 2) * (width // 2)
    largest = max(1, round(64 * 2.5 / np.sqrt(flat)))  # of a weight, in 64ths
    return {
        "x": draw(rng, 1.5, images, channels, height, width),
        "params": {
            "w": draw(rng, 0.5, filters, channels, 3, 3),
            "b": -np.abs(draw_biases(rng, filters)),  # so that many maps are negative, and ReLU matters
            "W": rng.integers(-largest, largest + 1, size=(flat, classes)) / 64,
            "c": draw_biases(rng, classes),
        },
    }


def balanced(rng: np.random.Generator, **sizes: int) -> dict[str, Any]:
    """A network whose largest probability lies between 0.4 and 0.95 for every image, so that each score matters. Drawn anew until it is."""
    while True:
        case = network(rng, **sizes)
        largest = probabilities(case["x"], **case["params"]).max(axis=1)
        if largest.min() > 0.4 and largest.max() < 0.95:
            return case


def probabilities(x: np.ndarray, w: np.ndarray, b: np.ndarray, W: np.ndarray, c: np.ndarray) -> np.ndarray:
    """What the network answers, computed in another way than the reference does."""
    height, width = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    covered = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
    maps = np.maximum(np.einsum("nchwkl,fckl->nfhw", covered, w) + b[:, None, None], 0)[:, :, :height, :width]
    pooled = maps.reshape(len(x), len(b), height // 2, 2, width // 2, 2).max(axis=(3, 5))
    shares = np.exp(pooled.reshape(len(x), -1) @ W + c)
    return shares / shares.sum(axis=1, keepdims=True)


def worked_network() -> dict[str, Any]:
    """The handout's network: an image of one channel, two rows and four columns, two filters, three classes."""
    first, second = [[0.0, 1.0, -0.5], [0.5, 1.0, 0.0], [-1.0, 0.0, 0.5]], [[0.5, 0.0, 1.0], [0.0, -1.0, 0.5], [1.0, -0.5, 0.0]]
    return {
        "x": np.array([[[[1.0, 2.0, 0.0, -1.0], [0.5, 1.0, -2.0, 2.0]]]]),
        "params": {
            "w": np.array([[first], [second]]),
            "b": np.array([0.25, -2.5]),
            "W": np.array([[0.5, -0.25, 0.125], [-0.375, 0.25, 0.0], [0.25, 0.125, -0.5], [0.125, -0.5, 0.375]]),
            "c": np.array([0.5, 0.0, -0.25]),
        },
    }


class convnet:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's small network."""
        return [worked_network()]

    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' sizes: 32 x 32 x 3 with 12 filters."""
        return [balanced(rng, images=2, channels=3, height=32, width=32, filters=12, classes=5)]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """More filters than channels, and fewer."""
        return [
            balanced(rng, images=3, channels=2, height=6, width=8, filters=5, classes=4),
            balanced(rng, images=2, channels=4, height=10, width=6, filters=3, classes=5),
        ]

    @staticmethod
    def odd(rng: np.random.Generator) -> list[dict]:
        """Odd numbers of rows and columns: the last ones are seen by the convolution and dropped by the pool."""
        return [balanced(rng, images=2, channels=3, height=7, width=9, filters=4, classes=6)]


def several_sizes(rng: np.random.Generator, odd: bool) -> list[dict]:
    """Three networks in which no two numbers are equal. odd: the height, the width, both."""
    cases = []
    for more_height, more_width in ((0, 1), (1, 0), (1, 1)) if odd else ((0, 0), (0, 0), (0, 0)):
        height, width = (2 * rng.choice(np.arange(4, 15), size=2, replace=False)).tolist()
        channels, filters, classes = rng.choice([4, 5, 6, 9, 10], size=3, replace=False).tolist()
        sizes = {"height": height + more_height, "width": width + more_width}
        cases.append({**sizes, "channels": channels + 30, "filters": filters + 40, "classes": classes + 50})
    return cases


class convnet_shapes:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' sizes, with ten classes."""
        return [{"height": 32, "width": 32, "channels": 3, "filters": 12, "classes": 10}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, all even."""
        return several_sizes(rng, odd=False)

    @staticmethod
    def odd(rng: np.random.Generator) -> list[dict]:
        """An odd height, an odd width, both."""
        return several_sizes(rng, odd=True)


class convnet_parameter_count:
    @staticmethod
    def slides(rng: np.random.Generator) -> list[dict]:
        """The slides' sizes, with ten classes."""
        return convnet_shapes.slides(rng)

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Other sizes, all even."""
        return several_sizes(rng, odd=False)

    @staticmethod
    def odd(rng: np.random.Generator) -> list[dict]:
        """An odd height, an odd width, both."""
        return several_sizes(rng, odd=True)


def digits() -> tuple[np.ndarray, np.ndarray]:
    """scikit-learn's 1,797 handwritten digits: (images (1797, 1, 8, 8) in [0, 1], labels (1797,)). Only who builds fixtures needs it."""
    from sklearn.datasets import load_digits

    found = load_digits()
    return found.images[:, None] / 16, found.target.astype(np.int64)


def training(rng: np.random.Generator, images: np.ndarray, labels: np.ndarray, learned: int) -> Script:
    """Train on so many of the images, then classify 300 others."""
    order = rng.permutation(len(labels))
    seen, unseen = order[:learned], order[learned : learned + 300]
    told = {"images": images[seen], "labels": labels[seen], "num_classes": int(labels.max()) + 1, "seed": int(rng.integers(1000))}
    return Script(
        Call("train_image_classifier", told, keep="model"),
        Call("classify_images", {"model": Kept("model"), "images": images[unseen]}),
        truth=labels[unseen],
    )


class train_image_classifier:
    @staticmethod
    def given(rng: np.random.Generator) -> list[Script]:
        """1,200 digits to learn from, 300 others to read."""
        return [training(rng, *digits(), learned=1200)]

    @staticmethod
    def unseen(rng: np.random.Generator) -> list[Script]:
        """1,250 digits of nine kinds, whose classes are numbered in another order: who knows the digits by heart knows no label."""
        images, labels = digits()
        names = rng.permutation(10)  # of the digits 0 to 9; the digit that is called 9 is left out
        while np.any(names == np.arange(10)):
            names = rng.permutation(10)
        kept = names[labels] < 9
        return [training(rng, images[kept], names[labels[kept]], learned=1250)]


class classify_images:
    @staticmethod
    def sixes(rng: np.random.Generator) -> list[Script]:
        """1,200 digits to learn from, then the sixes among all others to read, which are easy to tell from other digits; and one alone."""
        images, labels = digits()
        order = rng.permutation(len(labels))
        seen, others = order[:1200], order[1200:]
        told = {"images": images[seen], "labels": labels[seen], "num_classes": 10, "seed": int(rng.integers(1000))}
        sixes = others[labels[others] == 6]
        typical = sixes[[np.argmin(((images[sixes] - images[sixes].mean(axis=0)) ** 2).sum(axis=(1, 2, 3)))]]
        return [
            Script(
                Call("train_image_classifier", told, keep="model"),
                Call("classify_images", {"model": Kept("model"), "images": images[read]}),
                truth=labels[read],
            )
            for read in (sixes, typical)
        ]
