"""Inputs of the assignment on the Transformer.

N sequences, T and S their lengths, D model width, H heads, d columns a head, F hidden units, V words: all different, so that a mixed-up
axis shows. Biases are never zero and gammas never one. All numbers are multiples of 1/64, so that float32 and float64 students get the
same ones. No row of a mask is without True, but for the one check of scaled dot-product attention that is about such rows.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def draw_apart(rng: np.random.Generator, least: float, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64, of either sign, between least and largest in size: none is near zero."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.integers(int(least * 64), int(largest * 64) + 1, size=shape) / 64


def draw_mask(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Bool, at least one True and one False in every row; no row is like the row before it."""
    while True:
        mask = rng.random(shape) < 0.6
        rows = mask.any(axis=-1) & ~mask.all(axis=-1)
        alike = (mask[..., 1:, :] == mask[..., :-1, :]).all(axis=-1)
        if rows.all() and not alike.any():
            return mask


def draw_hiding_mask(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Such a mask, in which no query may attend to one of the keys: who joins the rows still hides this one."""
    while True:
        mask = draw_mask(rng, *shape)
        mask[..., int(rng.integers(shape[-1]))] = False
        alike = (mask[..., 1:, :] == mask[..., :-1, :]).all(axis=-1)
        if mask.any(axis=-1).all() and not alike.any():
            return mask


def attention_params(rng: np.random.Generator, width: int) -> dict[str, np.ndarray]:
    """Wq, Wk, Wv, Wo (D, D) and bq, bk, bv, bo (D,)."""
    params = {"W" + name: draw(rng, 0.75, width, width) for name in "qkvo"}
    return params | {"b" + name: draw_apart(rng, 0.25, 1, width) for name in "qkvo"}


def feed_forward_params(rng: np.random.Generator, width: int, hidden: int) -> dict[str, np.ndarray]:
    """W1 (D, F), b1 (F,), W2 (F, D), b2 (D,)."""
    return {
        "W1": draw(rng, 0.75, width, hidden),
        "b1": draw_apart(rng, 0.25, 1, hidden),
        "W2": draw(rng, 0.75, hidden, width),
        "b2": draw_apart(rng, 0.25, 1, width),
    }


def norm_params(rng: np.random.Generator, width: int) -> dict[str, np.ndarray]:
    """gamma and beta (D,): gamma between 1/2 and 2, beta between 1/4 and 1 in size."""
    return {"gamma": rng.integers(32, 129, size=width) / 64, "beta": draw_apart(rng, 0.25, 1, width)}


def encoder_params(rng: np.random.Generator, width: int, hidden: int) -> dict[str, Any]:
    """attention, feed_forward, norm1, norm2."""
    return {
        "attention": attention_params(rng, width),
        "feed_forward": feed_forward_params(rng, width, hidden),
        "norm1": norm_params(rng, width),
        "norm2": norm_params(rng, width),
    }


def decoder_params(rng: np.random.Generator, width: int, hidden: int) -> dict[str, Any]:
    """self_attention, cross_attention, feed_forward, norm1, norm2, norm3."""
    return {
        "self_attention": attention_params(rng, width),
        "cross_attention": attention_params(rng, width),
        "feed_forward": feed_forward_params(rng, width, hidden),
        "norm1": norm_params(rng, width),
        "norm2": norm_params(rng, width),
        "norm3": norm_params(rng, width),
    }


# ---- the small numbers that the handout's worked examples share: D = 4, two heads, F = 3 ----


def worked_attention() -> dict[str, np.ndarray]:
    """Parameters of multi-head attention."""
    return {
        "Wq": np.array([[1, 0, 0.5, 0], [0, 1, 0, -0.5], [-1, 0, 1, 0], [0, 0.5, 0, 1]]),
        "Wk": np.array([[0.5, 0, 0, 1], [0, -1, 1, 0], [1, 0, 0.5, 0], [0, 1, 0, 0.5]]),
        "Wv": np.array([[1, 0, 0, -1], [0, 1, 0.5, 0], [0.5, 0, 1, 0], [0, -0.5, 0, 1]]),
        "Wo": np.array([[1, 0.5, 0, 0], [0, 1, 0, -1], [0, 0, 1, 0.5], [-0.5, 0, 0, 1]]),
        "bq": np.array([0.5, -0.25, 0.25, 0.5]),
        "bk": np.array([0.25, 0.5, -0.5, 0.25]),
        "bv": np.array([0.5, -0.5, 0.25, -0.25]),
        "bo": np.array([-0.25, 0.25, 0.5, -0.5]),
    }


def worked_feed_forward() -> dict[str, np.ndarray]:
    """Parameters of the feed-forward network."""
    return {
        "W1": np.array([[1, 0, -0.5], [0, 1, 0.5], [-1, 0.5, 0], [0.5, 0, 1]]),
        "b1": np.array([0.25, -0.5, 0.5]),
        "W2": np.array([[1, 0, 0.5, -0.5], [0, -1, 0.5, 1], [-0.5, 1, 0, 1]]),
        "b2": np.array([-0.5, 0.5, -0.25, 0.25]),
    }


def worked_norm(first: float) -> dict[str, np.ndarray]:
    """Scale and shift; the first scale tells the norms of a layer apart."""
    return {"gamma": np.array([first, 1, 0.5, 1.25]), "beta": np.array([0.25, -0.5, 0.5, -0.25])}


def worked_encoder() -> dict[str, Any]:
    """Parameters of an encoder layer."""
    return {
        "attention": worked_attention(),
        "feed_forward": worked_feed_forward(),
        "norm1": worked_norm(1.5),
        "norm2": worked_norm(0.75),
    }


def worked_decoder() -> dict[str, Any]:
    """Parameters of a decoder layer: its second attention has Wq and Wk of the first, exchanged."""
    first = worked_attention()
    return {
        "self_attention": first,
        "cross_attention": first | {"Wq": first["Wk"], "Wk": first["Wq"]},
        "feed_forward": worked_feed_forward(),
        "norm1": worked_norm(1.5),
        "norm2": worked_norm(0.75),
        "norm3": worked_norm(1.25),
    }


def worked_x() -> np.ndarray:
    """Two sequences of three vectors."""
    return np.array(
        [[[1, 0, -1, 0.5], [0, 2, 1, -1], [0.5, -1, 0, 1]], [[-1, 1, 0.5, 0], [2, 0, -0.5, 1], [0, 0.5, 1.5, -1]]], dtype=np.float64
    )


def worked_y() -> np.ndarray:
    """Two sequences of two vectors."""
    return np.array([[[0.5, 1, 0, -1], [1, -0.5, 2, 0]], [[-1, 0, 1, 0.5], [0, 1.5, -0.5, 1]]])


# ---- the tasks ----


class softmax:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's two rows."""
        return [{"x": np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 0.5]])}]

    @staticmethod
    def columns(rng: np.random.Generator) -> list[dict]:
        """The same numbers along the other axis."""
        return [{"x": np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 0.5]]), "axis": 0}]

    @staticmethod
    def axes(rng: np.random.Generator) -> list[dict]:
        """Each axis of an array of three, counted from either end."""
        x = draw(rng, 3, 3, 5, 4)
        return [{"x": x, "axis": axis} for axis in (0, 1, 2, -2)]

    @staticmethod
    def shapes(rng: np.random.Generator) -> list[dict]:
        """Arrays of one, two and three axes."""
        return [{"x": draw(rng, 3, *shape)} for shape in ((6,), (4, 7), (3, 5, 4))]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Rows near 1,000, near -1,000, near 400 and near 0 in one array, close together within a row: every weight is seen."""
        base = rng.permutation(np.array([1000.0, -1000.0, 400.0, 0.0]))
        x = base[:, None] + draw(rng, 1.5, 4, 5)
        return [{"x": x}]

    @staticmethod
    def far_apart(rng: np.random.Generator) -> list[dict]:
        """Up to 10,000 in size: a row near 10,000, one near -10,000, one with both. Float32 numbers lie 1/1024 apart there, so neighbours
        are at least 32 apart and the largest takes it all."""
        steps = np.stack([rng.permutation(6) for _ in range(3)]) * 32.0
        x = steps + draw(rng, 0.5, 3, 6)
        x[0] += 9800
        x[1] -= 9990
        x[2] += np.where(steps[2] < 96, -9990, 9800)
        return [{"x": x}]

    @staticmethod
    def minus_infinity(rng: np.random.Generator) -> list[dict]:
        """One to three entries of -inf a row, none in the first row; every row has two or more finite entries."""
        x = draw(rng, 3, 4, 5)
        for row in range(1, 4):
            x[row, rng.choice(5, size=row, replace=False)] = -np.inf
        return [{"x": x}]


class positional_encoding:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's three positions, six columns."""
        return [{"length": 3, "d_model": 6}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """More positions than columns, and fewer; at most 60 positions, where float32 is exact enough."""
        return [{"length": 60 - int(rng.integers(8)), "d_model": 16}, {"length": 7, "d_model": 2 * int(rng.integers(9, 16))}]

    @staticmethod
    def odd(rng: np.random.Generator) -> list[dict]:
        """Odd widths."""
        return [{"length": 4, "d_model": 5}, {"length": 9, "d_model": 7}]


class scaled_dot_product_attention:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two queries, three keys, d = 4, dv = 2."""
        return [
            {
                "q": np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.0, -1.0, 0.0]]),
                "k": np.array([[1.0, 0.0, 0.5, 0.0], [0.0, 2.0, -1.0, 1.0], [-1.0, 1.0, 1.0, 0.5]]),
                "v": np.array([[1.0, 0.0], [0.0, 2.0], [4.0, -1.0]]),
            }
        ]

    @staticmethod
    def masked(rng: np.random.Generator) -> list[dict]:
        """The handout's example with a mask."""
        (example,) = scaled_dot_product_attention.worked(rng)
        return [{**example, "mask": np.array([[True, True, False], [False, True, True]])}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """No mask; one, two and no axes before the last two; more keys than queries, and fewer."""
        return [
            {"q": draw(rng, 2, 2, 3, 4, 6), "k": draw(rng, 2, 2, 3, 9, 6), "v": draw(rng, 2, 2, 3, 9, 7)},
            {"q": draw(rng, 2, 3, 8, 5), "k": draw(rng, 2, 3, 4, 5), "v": draw(rng, 2, 3, 4, 2), "mask": None},
            {"q": draw(rng, 2, 6, 3), "k": draw(rng, 2, 4, 3), "v": draw(rng, 2, 4, 5)},
        ]

    @staticmethod
    def masks(rng: np.random.Generator) -> list[dict]:
        """Masks of every form that has a row a query and a column a key, or one row for all; scores up to 20 in size.

        The scores are large enough for a mask that only lowers them a little to show.
        """
        batch, heads, queries, keys, size = 2, 3, 4, 7, 5
        shapes = [(queries, keys), (batch, 1, queries, keys), (batch, heads, queries, keys), (1, heads, queries, keys)]
        masks = [draw_mask(rng, *shape) for shape in shapes]
        padding = np.arange(keys) < np.array([5, 3])[:, None]  # the two sequences have five and three keys
        masks.append(padding[:, None, None, :])
        return [
            {
                "q": draw(rng, 5, batch, heads, queries, size),
                "k": draw(rng, 5, batch, heads, keys, size),
                "v": draw(rng, 2, batch, heads, keys, 6),
                "mask": mask,
            }
            for mask in masks
        ]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Scores of several hundred, where exp overflows; in some rows all of them are below -700.

        Every key is a common direction plus a little, and every query goes along it or against it: within a row the scores stay close, so
        that several weights are seen.
        """
        direction = rng.choice([-1.0, 1.0], size=4)
        side = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])[:, :, None]  # along or against, (2, 3, 1)
        q = side * 24 * direction + draw(rng, 0.25, 2, 3, 4)
        k = 32 * direction + draw(rng, 0.0625, 2, 5, 4)
        return [{"q": q, "k": k, "v": draw(rng, 2, 2, 5, 3)}]

    @staticmethod
    def blocked(rng: np.random.Generator) -> list[dict]:
        """Queries that may attend to nothing, beside others that may: in one mask for all, and in one a sequence."""
        one, each = draw_mask(rng, 4, 6), draw_mask(rng, 2, 1, 4, 6)
        one[int(rng.integers(4))] = False
        each[0, 0, :2] = False
        each[1, 0, 3] = False
        return [
            {"q": draw(rng, 2, 2, 3, 4, 5), "k": draw(rng, 2, 2, 3, 6, 5), "v": draw(rng, 2, 2, 3, 6, 7), "mask": mask}
            for mask in (one, each)
        ]


def attention_case(rng: np.random.Generator, *, batch: int, queries: int, keys: int, width: int, heads: int, mask: Any) -> dict[str, Any]:
    """Arguments of multi-head attention."""
    return {
        "x_query": draw(rng, 1.5, batch, queries, width),
        "x_key_value": draw(rng, 1.5, batch, keys, width),
        "params": attention_params(rng, width),
        "num_heads": heads,
        "mask": mask,
    }


class multi_head_attention:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two sequences, two queries, three keys, D = 4, two heads."""
        return [{"x_query": worked_y(), "x_key_value": worked_x(), "params": worked_attention(), "num_heads": 2}]

    @staticmethod
    def masked(rng: np.random.Generator) -> list[dict]:
        """The handout's example with a mask."""
        (example,) = multi_head_attention.worked(rng)
        return [{**example, "mask": np.array([[True, False, True], [True, True, False]])}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """No mask: more keys than queries, and fewer; few wide heads, and many narrow ones."""
        return [
            attention_case(rng, batch=2, queries=5, keys=7, width=12, heads=3, mask=None),
            attention_case(rng, batch=3, queries=7, keys=4, width=10, heads=5, mask=None),
        ]

    @staticmethod
    def masks(rng: np.random.Generator) -> list[dict]:
        """A mask with a row a query and a column a key. The last one hides a key from all queries."""
        return [
            attention_case(rng, batch=2, queries=5, keys=7, width=12, heads=3, mask=draw_mask(rng, 5, 7)),
            attention_case(rng, batch=4, queries=6, keys=3, width=10, heads=2, mask=draw_mask(rng, 6, 3)),
            attention_case(rng, batch=3, queries=4, keys=6, width=8, heads=2, mask=draw_hiding_mask(rng, 4, 6)),
        ]

    @staticmethod
    def indivisible(rng: np.random.Generator) -> list[dict]:
        """Heads that cannot share the columns equally."""
        return [
            attention_case(rng, batch=2, queries=3, keys=4, width=10, heads=3, mask=None),
            attention_case(rng, batch=2, queries=3, keys=5, width=6, heads=4, mask=None),
        ]


def norm_case(rng: np.random.Generator, spread: float, *shape: int) -> dict[str, Any]:
    """x around a mean of up to twice the spread, gamma, beta. No vector's own spread is small: those are drawn again."""
    width = shape[-1]
    while True:
        x = draw(rng, 2 * spread, *shape[:-1], 1) + draw(rng, spread, *shape)
        if x.std(axis=-1).min() > 0.35 * spread:
            return {"x": x, **norm_params(rng, width)}


class layer_norm:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two sequences of three vectors, D = 4. Here as in most cases eps is given: who has another default
        loses one check only."""
        return [{"x": worked_x(), **worked_norm(1.5), "eps": 1e-5}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """Arrays of two and of three axes."""
        return [{**norm_case(rng, 2, 3, 5, 8), "eps": 1e-5}, {**norm_case(rng, 2, 4, 6), "eps": 1e-5}]

    @staticmethod
    def eps(rng: np.random.Generator) -> list[dict]:
        """An eps as large as the variance, and one that is a tenth of it."""
        return [{**norm_case(rng, 0.75, 2, 3, 5), "eps": 0.25}, {**norm_case(rng, 0.75, 3, 4, 7), "eps": 0.015625}]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """Differences of a few hundredths, where the default eps is a share of the variance that can be seen."""
        return [norm_case(rng, 0.0625, 3, 4, 6)]

    @staticmethod
    def constant(rng: np.random.Generator) -> list[dict]:
        """Vectors of equal numbers beside others: without eps they would be divided by zero."""
        case = {**norm_case(rng, 2, 2, 4, 8), "eps": 1e-5}
        case["x"][0, 1], case["x"][1, 3] = 0.25, -0.5
        return [case]


class feed_forward:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two sequences of three vectors, D = 4, F = 3."""
        return [{"x": worked_x(), "params": worked_feed_forward()}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """A wide hidden layer and a narrow one."""
        return [
            {"x": draw(rng, 1.5, 2, 5, 6), "params": feed_forward_params(rng, 6, 16)},
            {"x": draw(rng, 1.5, 3, 4, 10), "params": feed_forward_params(rng, 10, 7)},
        ]


def encoder_case(rng: np.random.Generator, *, batch: int, length: int, width: int, heads: int, hidden: int, mask: Any) -> dict[str, Any]:
    """Arguments of an encoder layer."""
    return {
        "x": draw(rng, 1.5, batch, length, width),
        "params": encoder_params(rng, width, hidden),
        "num_heads": heads,
        "mask": mask,
    }


class encoder_layer:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two sequences of three vectors, D = 4, two heads, F = 3."""
        return [{"x": worked_x(), "params": worked_encoder(), "num_heads": 2}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """No mask: a wide feed-forward network and a narrow one."""
        return [
            encoder_case(rng, batch=2, length=5, width=12, heads=3, hidden=16, mask=None),
            encoder_case(rng, batch=3, length=4, width=10, heads=2, hidden=7, mask=None),
        ]

    @staticmethod
    def masks(rng: np.random.Generator) -> list[dict]:
        """A mask with a row and a column a position, the same for every sequence. The second one hides a position from all."""
        return [
            encoder_case(rng, batch=2, length=6, width=12, heads=3, hidden=10, mask=draw_mask(rng, 6, 6)),
            encoder_case(rng, batch=3, length=5, width=8, heads=2, hidden=9, mask=draw_hiding_mask(rng, 5, 5)),
        ]


def decoder_case(
    rng: np.random.Generator, *, batch: int, length: int, memory: int, width: int, heads: int, hidden: int, mask: Any
) -> dict[str, Any]:
    """Arguments of a decoder layer."""
    return {
        "y": draw(rng, 1.5, batch, length, width),
        "memory": draw(rng, 1.5, batch, memory, width),
        "params": decoder_params(rng, width, hidden),
        "num_heads": heads,
        "memory_mask": mask,
    }


class decoder_layer:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two sequences of two vectors, three in the memory, D = 4, two heads, F = 3."""
        return [{"y": worked_y(), "memory": worked_x(), "params": worked_decoder(), "num_heads": 2}]

    @staticmethod
    def sizes(rng: np.random.Generator) -> list[dict]:
        """No mask: a memory that is longer than y, and one that is shorter."""
        return [
            decoder_case(rng, batch=2, length=5, memory=7, width=12, heads=3, hidden=16, mask=None),
            decoder_case(rng, batch=3, length=6, memory=4, width=10, heads=2, hidden=7, mask=None),
        ]

    @staticmethod
    def masks(rng: np.random.Generator) -> list[dict]:
        """A mask of the memory with a row a position of y and a column a position of the memory. The second one hides one of these from
        all of y."""
        return [
            decoder_case(rng, batch=2, length=5, memory=7, width=12, heads=3, hidden=10, mask=draw_mask(rng, 5, 7)),
            decoder_case(rng, batch=3, length=4, memory=6, width=8, heads=2, hidden=9, mask=draw_hiding_mask(rng, 4, 6)),
        ]


def transformer_case(
    rng: np.random.Generator,
    *,
    source: tuple[int, int],
    target: tuple[int, int],
    words: tuple[int, int, int],
    layers: tuple[int, int],
    width: int,
    heads: int,
    hidden: int,
) -> dict[str, Any]:
    """Arguments of the whole model. source, target: shapes of the ids; words: Vs, Vt, V; layers: of the encoder, of the decoder."""
    params = {
        "source_embedding": draw(rng, 0.75, words[0], width),
        "target_embedding": draw(rng, 0.75, words[1], width),
        "encoder": [encoder_params(rng, width, hidden) for _ in range(layers[0])],
        "decoder": [decoder_params(rng, width, hidden) for _ in range(layers[1])],
        "W_out": draw(rng, 1, width, words[2]),
        "b_out": draw_apart(rng, 0.25, 1, words[2]),
    }
    return {
        "source": draw_ids(rng, words[0], *source),
        "target": draw_ids(rng, words[1], *target),
        "params": params,
        "num_heads": heads,
    }


def draw_ids(rng: np.random.Generator, words: int, batch: int, length: int) -> np.ndarray:
    """(N, T) ids. The first sequence begins with a word and its repetition, so that only the position tells them apart."""
    ids = rng.integers(0, words, size=(batch, length))
    ids[0, 1] = ids[0, 0]
    return ids


class transformer:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: one layer each, D = 4, two heads, five source words, four target words."""
        return [
            {
                "source": np.array([[3, 0, 4], [1, 2, 1]]),
                "target": np.array([[0, 2], [3, 1]]),
                "params": {
                    "source_embedding": np.array(
                        [[0.5, 0, -0.5, 1], [0, 0.5, 0.5, -0.5], [1, -0.5, 0, 0], [-0.5, 1, 0.5, 0], [0, 0, 1, 0.5]]
                    ),
                    "target_embedding": np.array([[0, 0.5, 0, -1], [0.5, -0.5, 1, 0], [-1, 0, 0.5, 0.5], [1, 0.5, -0.5, 0]]),
                    "encoder": [worked_encoder()],
                    "decoder": [worked_decoder()],
                    "W_out": np.array([[1, 0, -1, 0.5], [0, 1, 0.5, -0.5], [0.5, -1, 0, 1], [-0.5, 0, 1, 0]]),
                    "b_out": np.array([0.25, -0.25, 0.5, 0.75]),
                },
                "num_heads": 2,
            }
        ]

    @staticmethod
    def deep(rng: np.random.Generator) -> list[dict]:
        """Two layers in the encoder and three in the decoder, then two and one; other lengths and vocabularies."""
        return [
            transformer_case(rng, source=(2, 7), target=(2, 5), words=(11, 9, 8), layers=(2, 3), width=12, heads=3, hidden=10),
            transformer_case(rng, source=(3, 4), target=(3, 6), words=(7, 9, 13), layers=(2, 1), width=10, heads=2, hidden=14),
        ]
