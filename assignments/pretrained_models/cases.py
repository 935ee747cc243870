"""Inputs of the assignment on pretrained models.

N sequences, T time, D features, F width, V words, H heads (Hq for queries, Hkv for keys and values): all different, so that a mixed-up
axis shows. Numbers are multiples of 1/64 (smaller powers of two where eps has to show), so that float32 and float64 students get the
same ones; scales are never 1 and shifts never 0.

A group draws its cases until they bite: every mistake of the task is clearly off, but for those that only another group can show. Vectors
that are normalised have a variance of 6 or more where eps must not show: then no other small eps makes a difference.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from assignments.pretrained_models import mistakes
from reference import bert, dalle, llama, palm

CLEARLY = 0.005  # of the answer's size: fifty times the usual float32 tolerance
SAME = 5e-5
TRIES = 5_000


# ---- drawing ----


def draw(rng: np.random.Generator, largest: float, *shape: int) -> np.ndarray:
    """Multiples of 1/64 between -largest and largest."""
    bound = int(largest * 64)
    return rng.integers(-bound, bound + 1, size=shape) / 64


def scales(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Multiples of 1/64 from 1/2 to 7/4, but none near 1."""
    return rng.choice(np.concatenate([np.arange(32, 57), np.arange(72, 113)]), size=shape) / 64


def drawn_until(draw: Callable[[], dict[str, Any]], fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first drawn case that fits."""
    for _ in range(TRIES):
        case = draw()
        if fits(case):
            return case
    raise RuntimeError("no case fits: loosen the condition or widen the draw")


def far(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Each 1000 or -1000."""
    return rng.choice([-1000.0, 1000.0], size=shape)


# ---- does a case bite? ----


def answer(function: Callable[..., Any], case: dict[str, Any]) -> list[np.ndarray] | None:
    """The parts of an answer, or None where the function raises."""
    try:
        with np.errstate(all="ignore"):
            value = function(**case)
    except (ValueError, IndexError):
        return None
    return [np.asarray(part) for part in (value if isinstance(value, tuple) else (value,))]


def distance(right: np.ndarray, wrong: np.ndarray) -> float:
    """Largest difference as a share of the right array's size; infinite where shapes, whole numbers or NaN differ."""
    if right.shape != wrong.shape or not np.all(np.isfinite(wrong)):
        return float("inf")
    if right.dtype.kind in "iu":
        return 0.0 if np.array_equal(right, wrong) else float("inf")
    return float(np.max(np.abs(right - wrong), initial=0.0) / (np.max(np.abs(right), initial=0.0) or 1.0))


def bites(reference: Callable[..., Any], case: dict[str, Any], but: set[str]) -> bool:
    """Whether every mistake of the task is clearly off in some part, and nowhere off by little. but: these may be right here."""
    right = answer(reference, case)
    if right is None:
        return False
    for name, function in vars(getattr(mistakes, reference.__name__)).items():
        if name.startswith("_"):
            continue
        wrong = answer(function.__func__, case)
        gaps = [float("inf")] if wrong is None else [distance(*pair) for pair in zip(right, wrong, strict=True)]
        if any(SAME < gap < CLEARLY for gap in gaps) or (name not in but and max(gaps) < CLEARLY):
            return False
    return True


def drawn(reference: Callable[..., Any], draw: Callable[[], dict[str, Any]], *but: str, also=lambda _: True) -> dict[str, Any]:
    """A case that bites. but: mistakes that need not show."""
    return drawn_until(draw, lambda case: also(case) and bites(reference, case, set(but)))


# ---- BERT ----

EPS_ONLY = ("eps_outside_the_root", "eps_not_used", "eps_of_a_library")


def embedding(rng: np.random.Generator, batch: int, steps: int, width: int, unit: float = 1.0, **more: Any) -> dict[str, Any]:
    """tokens, segments, and tables for 9 words and for 2 positions more than a text has. unit: of the tables' numbers.

    Each row ends with a few words of the second sentence.
    """
    second = rng.permutation(np.arange(1, steps))[:batch]
    return {
        "tokens": rng.integers(9, size=(batch, steps)),
        "segments": (np.arange(steps) >= second[:, None]).astype(np.int64),
        "params": {
            "token": draw(rng, 4, 9, width) * unit,
            "position": draw(rng, 4, steps + 2, width) * unit,
            "segment": draw(rng, 4, 2, width) * unit,
            "gamma": scales(rng, width) * rng.choice([-1, 1], size=width),
            "beta": draw(rng, 2, width),
        },
        **more,
    }


def varied(case: dict[str, Any]) -> bool:
    """Whether the sum of the embeddings has a variance of 6 or more at every place."""
    summed = mistakes.embedded(case["tokens"], case["segments"], case["params"])
    return bool(summed.var(axis=-1).min() >= 6)


class bert_embedding:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two texts of three words, four features."""
        params = {
            "token": np.array(
                [[1.0, -2.0, 0.5, 3.0], [-1.5, 2.5, 4.0, 0.0], [3.0, 1.0, -2.0, -4.0], [0.5, -3.5, 2.0, 1.0], [5.0, 0.0, 1.0, -1.0]]
            ),
            "position": np.array(
                [[2.0, 0.5, -1.0, -3.0], [-2.0, 1.5, 3.5, 0.5], [1.0, -4.0, 0.0, 2.5], [0.5, 3.0, -2.0, 1.0], [-1.0, 2.0, 0.5, -2.5]]
            ),
            "segment": np.array([[1.5, -1.0, 2.0, -0.5], [-2.5, 3.0, 0.5, 1.0]]),
            "gamma": np.array([1.5, 0.5, -2.0, 0.75]),
            "beta": np.array([0.25, -1.0, 0.5, 2.0]),
        }
        return [{"tokens": np.array([[3, 1, 4], [0, 2, 1]]), "segments": np.array([[0, 0, 1], [0, 1, 1]]), "params": params}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes, and a batch of one. The last case is of the first one's sizes: what is kept between calls by size shows."""
        sizes = ((3, 5, 8), (2, 6, 7), (1, 4, 6), (3, 5, 8))
        return [drawn(bert.bert_embedding, lambda size=size: embedding(rng, *size), *EPS_ONLY, also=varied) for size in sizes]

    @staticmethod
    def eps(rng: np.random.Generator) -> list[dict]:
        """eps 4 and 1/2, which are no small numbers."""
        return [
            drawn(
                bert.bert_embedding,
                lambda eps=eps: embedding(rng, 3, 4, 6, eps=eps),
                "eps_of_a_library",
                "variance_for_deviation",
                also=varied,
            )
            for eps in (4.0, 0.5)
        ]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """Embeddings of a few hundred thousandths: their variance, about 1e-10, is much larger than 1e-12 and much smaller than 1e-5."""

        def draw_small() -> dict[str, Any]:
            case = embedding(rng, 3, 4, 6, unit=2**-19)
            return {**case, "params": {**case["params"], "gamma": scales(rng, 6) * 2}}

        but = ("positions_of_sines", "eps_not_used", "eps_outside_the_root")
        return [drawn(bert.bert_embedding, draw_small, *but, also=lambda case: small_variance(case))]


def small_variance(case: dict[str, Any]) -> bool:
    """Whether eps 1e-12 shows at some place, but is nowhere the most of what is divided by."""
    variance = mistakes.embedded(case["tokens"], case["segments"], case["params"]).var(axis=-1)
    return bool(4e-12 < variance.min() < 4e-11)


def gaps(rng: np.random.Generator, *shape: int, words: int, edges: bool = False) -> dict[str, Any]:
    """Arguments of bert_mask for a text in which about half of the words are selected. The mask is a word that the text does not hold.

    u's are multiples of 1/1024; none is nearer to 0.15, 0.8 or 0.9 than 0.00019. edges: all of them lie next to one of these.
    """
    special = [int(word) for word in rng.permutation(words)[:3]]
    tokens = np.where(rng.random(shape) < 0.25, rng.choice(special, size=shape), rng.integers(words, size=shape))
    if edges:
        select, action = rng.choice([153, 154], size=shape), rng.choice([819, 820, 921, 922], size=shape)
    else:
        select = np.where(rng.random(shape) < 0.6, rng.integers(154, size=shape), rng.integers(1024, size=shape))
        start, end = np.array([0, 820, 922]), np.array([820, 922, 1024])  # all three fates equally often
        fate = rng.integers(3, size=shape)
        action = rng.integers(start[fate], end[fate])
    return {
        "tokens": tokens,
        "u_select": select / 1024,
        "u_action": action / 1024,
        "random_tokens": (tokens + rng.integers(1, words, size=shape)) % words,  # never the word itself: whether it is new shows
        "mask_id": words,
        "special_ids": special,
    }


class bert_mask:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two texts of six words, with special words 0 and 1 at their ends and 12 for the mask."""
        return [
            {
                "tokens": np.array([[0, 7, 3, 9, 5, 1], [0, 4, 8, 8, 2, 1]]),
                "u_select": np.array([[0.125, 0.0625, 0.5, 0.0, 0.875, 0.25], [0.75, 0.03125, 0.140625, 0.171875, 0.109375, 0.09375]]),
                "u_action": np.array([[0.25, 0.0625, 0.125, 0.84375, 0.9375, 0.5], [0.625, 0.96875, 0.75, 0.8125, 0.875, 0.859375]]),
                "random_tokens": np.array([[10, 6, 2, 4, 11, 3], [5, 9, 3, 10, 7, 2]]),
                "mask_id": 12,
                "special_ids": [0, 1],
            }
        ]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other texts, of three sizes, a batch of one among them. The last is of the first one's: what is kept by size shows."""
        shapes = ((4, 9), (3, 8), (1, 30), (4, 9))
        return [drawn(bert.bert_mask, lambda shape=shape: gaps(rng, *shape, words=20)) for shape in shapes]

    @staticmethod
    def edges(rng: np.random.Generator) -> list[dict]:
        """u's that lie next to 0.15, 0.8 and 0.9."""
        but = ("always_the_mask", "ten_in_a_hundred_masked")
        return [drawn(bert.bert_mask, lambda: gaps(rng, 5, 8, words=16, edges=True), *but)]


def labelled(rng: np.random.Generator, batch: int, steps: int, words: int, largest: float) -> dict[str, Any]:
    """logits and labels. Every sequence has another number of labels, one of them none; one label is 0."""
    counts = rng.permutation(np.arange(steps))[:batch]
    counts[rng.integers(batch)] = 0
    labels = np.full((batch, steps), -100)
    for row, count in zip(labels, counts, strict=True):
        row[rng.permutation(steps)[:count]] = rng.integers(words, size=count)
    asked = np.argwhere(labels != -100)
    if len(asked):
        labels[tuple(asked[rng.integers(len(asked))])] = 0
    return {"logits": draw(rng, largest, batch, steps, words), "labels": labels}


def sums_overflow(logits: np.ndarray, words: np.ndarray) -> bool:
    """Whether exp overflows for a word that is asked for, and no row is so low that all of it becomes 0. logits (M, V), words (M,).

    Then the exponentials divided by their sum give NaN, and the logarithm of the sum infinity: two mistakes, and not one.
    """
    return bool(logits[np.arange(len(words)), words].max() > 720 and logits.max(axis=1).min() > 0)


class masked_lm_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: three labels in two texts of three words; four words in the vocabulary."""
        logits = [
            [[2.0, 0.5, -1.0, 0.0], [1.0, 3.0, 0.5, -2.0], [0.0, -1.0, 1.5, 2.5]],
            [[0.5, 2.0, -0.5, 1.0], [-1.5, 0.0, 3.5, 1.0], [4.0, 1.0, 0.0, -1.0]],
        ]
        return [{"logits": np.array(logits), "labels": np.array([[-100, 1, 2], [-100, -100, 0]])}]

    @staticmethod
    def none(rng: np.random.Generator) -> list[dict]:
        """No label anywhere."""
        return [{"logits": draw(rng, 4, 2, 3, 5), "labels": np.full((2, 3), -100)}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes, with different numbers of labels in the sequences."""
        sizes = ((4, 6, 5), (3, 5, 8), (4, 6, 5))
        but = ("overflows", "one_maximum_for_all", "nothing_divided_by_nothing")
        return [drawn(bert.masked_lm_loss, lambda size=size: labelled(rng, *size, largest=4), *but) for size in sizes]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Logits between -1000 and 1000; then places where all are near 1000, and places where all are near -1000."""

        def draw_far() -> dict[str, Any]:
            case = labelled(rng, 4, 6, 5, largest=4)
            return {**case, "logits": case["logits"] + far(rng, 4, 6, 1)}

        def overflow(case: dict[str, Any]) -> bool:
            asked = case["labels"] != -100
            return sums_overflow(case["logits"][asked], case["labels"][asked])

        but = ("nothing_divided_by_nothing", "word_zero_ignored", "one_maximum_for_all")
        spread = drawn(bert.masked_lm_loss, lambda: labelled(rng, 3, 5, 7, largest=1000), *but, also=overflow)
        return [spread, drawn(bert.masked_lm_loss, draw_far, "nothing_divided_by_nothing")]


# ---- LLaMA ----


def vectors(rng: np.random.Generator, *shape: int, largest: float = 7, **more: Any) -> dict[str, Any]:
    """x and gamma."""
    return {"x": draw(rng, largest, *shape), "gamma": scales(rng, shape[-1]) * rng.choice([-1, 1], size=shape[-1]), **more}


def long_vectors(case: dict[str, Any]) -> bool:
    """Whether the mean square of every vector is 6 or more."""
    return bool((case["x"] ** 2).mean(axis=-1).min() >= 6)


class rms_norm:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: mean squares of 15 and 12.5."""
        return [{"x": np.array([[2.0, -6.0, 4.0, -2.0], [5.0, 3.0, -4.0, 0.0]]), "gamma": np.array([0.5, 2.0, -1.0, 1.5])}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Sequences of vectors, one of them alone, and rows."""
        shapes = ((3, 5, 8), (4, 6), (1, 4, 6), (3, 5, 8))
        return [drawn(llama.rms_norm, lambda s=s: vectors(rng, *s), *EPS_ONLY, "no_eps", also=long_vectors) for s in shapes]

    @staticmethod
    def eps(rng: np.random.Generator) -> list[dict]:
        """eps 4 and 1/2, which are no small numbers."""
        return [drawn(llama.rms_norm, lambda eps=eps: vectors(rng, 2, 4, 6, largest=2, eps=eps), "eps_of_a_library") for eps in (4.0, 0.5)]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """Numbers of a few thousandths, whose squares are not much larger than eps, and a vector of zeros."""

        def draw_small() -> dict[str, Any]:
            case = vectors(rng, 2, 4, 5)
            x = np.round(case["x"]) / 2048
            x[rng.integers(2), rng.integers(4)] = 0
            return {**case, "x": x}

        return [drawn(llama.rms_norm, draw_small, "eps_not_used", "eps_outside_the_root")]


class rotary_embedding:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two heads, three positions, four columns; base 10000 and base 100."""
        x = np.array([[[[1.0, 2.0, 3.0, 4.0]] * 3, [[0.5, -1.0, 2.0, 0.0], [3.0, 1.0, -2.0, 1.5], [-1.0, 0.0, 1.0, -2.5]]]])
        return [{"x": x}, {"x": x, "base": 100.0}]

    @staticmethod
    def odd(rng: np.random.Generator) -> list[dict]:
        """Heads of five and of three columns."""
        return [{"x": draw(rng, 2, 2, 3, 4, 5)}, {"x": draw(rng, 2, 2, 4, 5, 3), "base": 100.0}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes, base 10000."""
        but = ("odd_width_accepted", "base_not_used")
        return [
            drawn(llama.rotary_embedding, lambda s=s: {"x": draw(rng, 2, *s)}, *but) for s in ((2, 3, 5, 8), (3, 2, 7, 6), (2, 3, 5, 8))
        ]

    @staticmethod
    def base(rng: np.random.Generator) -> list[dict]:
        """Other bases."""
        return [
            drawn(llama.rotary_embedding, lambda base=base: {"x": draw(rng, 2, 3, 2, 5, 6), "base": base}, "odd_width_accepted")
            for base in (100.0, 500.0, 7.0)
        ]

    @staticmethod
    def long(rng: np.random.Generator) -> list[dict]:
        """Sixty positions, heads of four columns and of two."""
        but = ("odd_width_accepted", "base_not_used", "exponent_too_small", "exponent_too_large", "one_speed", "halves_paired")
        return [drawn(llama.rotary_embedding, lambda d=d: {"x": draw(rng, 2, 1, 2, 60, d)}, *but) for d in (4, 2)]


def gated(rng: np.random.Generator, width: int, inner: int) -> dict[str, np.ndarray]:
    """The weights of a SwiGLU."""
    return {"W1": draw(rng, 0.75, width, inner), "W3": draw(rng, 0.75, width, inner), "W2": draw(rng, 0.75, inner, width)}


# The weights of the handout's examples: four features, two query heads, one key and value head, three inner units.
WORKED = {
    "Wq": np.array([[1.0, -0.5, 0.25, 0.0], [0.5, 1.0, -0.75, 0.5], [-0.25, 0.0, 1.0, -1.0], [0.75, -1.0, 0.5, 0.25]]),
    "Wk": np.array([[0.5, 1.0], [-1.0, 0.25], [0.75, -0.5], [0.0, -0.75]]),
    "Wv": np.array([[-0.5, 1.0], [1.0, 0.5], [0.25, -1.0], [0.75, 0.0]]),
    "Wo": np.array([[0.5, -1.0, 0.0, 0.75], [1.0, 0.25, -0.5, 0.0], [-0.75, 0.5, 1.0, 0.25], [0.25, 0.0, -1.0, 0.5]]),
    "W1": np.array([[1.0, -0.5, 0.25], [0.5, 0.75, -1.0], [-0.25, 1.0, 0.5], [0.0, -0.75, 1.0]]),
    "W3": np.array([[0.5, 1.0, -0.25], [-1.0, 0.25, 0.5], [0.75, 0.0, 1.0], [0.25, -0.5, -0.75]]),
    "W2": np.array([[1.0, 0.25, -0.5, 0.5], [-0.25, 0.5, 1.0, -1.0], [0.75, -1.0, 0.0, 0.25]]),
}
WORKED_X = np.array([[[2.0, -1.0, 3.0, 0.5], [-3.0, 4.0, 1.0, -2.0], [1.0, 2.5, -4.0, 3.0]]])


class swiglu:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: one sequence of two vectors."""
        x = np.array([[[1.0, -0.5, 2.0, 0.5], [-1.0, 1.5, 0.5, -2.0]]])
        return [{"x": x, "params": {name: WORKED[name] for name in ("W1", "W3", "W2")}}]

    @staticmethod
    def sequences(rng: np.random.Generator) -> list[dict]:
        """Sequences of vectors, with more inner units than features, and fewer."""
        sizes = (((3, 4, 5), 7), ((2, 3, 8), 6), ((3, 4, 5), 7))
        return [drawn(llama.swiglu, lambda s=s, f=f: {"x": draw(rng, 2, *s), "params": gated(rng, s[-1], f)}) for s, f in sizes]

    @staticmethod
    def rows(rng: np.random.Generator) -> list[dict]:
        """Vectors without sequences."""
        return [drawn(llama.swiglu, lambda: {"x": draw(rng, 2, 4, 6), "params": gated(rng, 6, 5)})]


def heads(rng: np.random.Generator, batch: int, queries: int, keys: int, steps: int, width: int, **more: Any) -> dict[str, Any]:
    """q, k and v."""
    q, (k, v) = draw(rng, 2, batch, queries, steps, width), (draw(rng, 2, batch, keys, steps, width) for _ in range(2))
    return {"q": q, "k": k, "v": v, **more}


def mask_of(rng: np.random.Generator, steps: int) -> np.ndarray:
    """Every position sees itself, and some others, before and behind it; which see it back is another matter."""
    return (rng.random((steps, steps)) < 0.5) | np.eye(steps, dtype=bool)


MASK_ONLY = ("mask_not_used", "mask_turned_round", "mask_transposed", "hidden_scores_are_zero", "hidden_after_the_softmax")

LARGE_ONLY = ("overflows", "one_maximum_for_all")


class grouped_query_attention:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: four query heads, two key heads, two positions, two columns."""
        q = [[[[1.0, 0.5], [-1.0, 2.0]], [[0.0, 1.5], [2.0, -0.5]], [[-1.5, 1.0], [0.5, 0.5]], [[1.0, -2.0], [-0.5, 1.0]]]]
        k = [[[[2.0, -1.0], [0.5, 1.0]], [[-1.0, 0.5], [1.5, 2.0]]]]
        v = [[[[1.0, 10.0], [2.0, 20.0]], [[3.0, 30.0], [4.0, 40.0]]]]
        return [{"q": np.array(q), "k": np.array(k), "v": np.array(v)}]

    @staticmethod
    def with_mask(rng: np.random.Generator) -> list[dict]:
        """A mask that is not causal, for six query heads and three key heads."""
        return [drawn(llama.grouped_query_attention, lambda: heads(rng, 2, 6, 3, 5, 4, mask=mask_of(rng, 5)), *LARGE_ONLY)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """No mask. Other sizes: two and four key heads for six and for eight query heads, and a key head for each query head."""
        sizes = ((3, 6, 2, 5, 4), (2, 8, 4, 7, 3), (2, 3, 3, 4, 5), (3, 6, 2, 5, 4))

        def but(size: tuple[int, ...]) -> tuple[str, ...]:
            one_each = ("heads_in_turn", "value_heads_in_turn") if size[1] == size[2] else ()
            return (*MASK_ONLY, *LARGE_ONLY, *one_each)

        return [drawn(llama.grouped_query_attention, lambda s=s: heads(rng, *s), *but(s)) for s in sizes]

    @staticmethod
    def masked(rng: np.random.Generator) -> list[dict]:
        """Other masks, and a causal one."""

        def draw_masked(size: tuple[int, ...], causal: bool) -> dict[str, Any]:
            return heads(rng, *size, mask=np.tri(size[3], dtype=bool) if causal else mask_of(rng, size[3]))

        plans = (((2, 6, 2, 5, 3), False, LARGE_ONLY), ((3, 4, 2, 6, 5), True, (*LARGE_ONLY, "always_causal")))
        return [drawn(llama.grouped_query_attention, lambda s=s, c=c: draw_masked(s, c), *but) for s, c, but in plans]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Scores near 800 for some queries and near -800 for others. The keys differ by little, so that each still has its weight.

        All scores are exact in float32: multiples of 1/128 below 1,000.
        """

        def draw_large() -> dict[str, Any]:
            pattern = rng.choice([-20.0, 20.0], size=4)
            sides = rng.choice([-1, 1], size=(2, 4, 5, 1))
            q, k = (x / 8 + pattern for x in (rng.integers(-8, 9, size=(2, 4, 5, 4)), rng.integers(-2, 3, size=(2, 2, 5, 4))))
            return {"q": sides * q, "k": k, "v": draw(rng, 2, 2, 2, 5, 4)}

        but = MASK_ONLY
        return [drawn(llama.grouped_query_attention, draw_large, *but)]


def attention_weights(rng: np.random.Generator, width: int, queries: int, keys: int) -> dict[str, np.ndarray]:
    """The weights of attention with rotary positions and grouped heads."""
    shared = width * keys // queries
    shapes = {"Wq": (width, width), "Wk": (width, shared), "Wv": (width, shared), "Wo": (width, width)}
    return {name: draw(rng, 0.5, *shape) for name, shape in shapes.items()}


def llama_case(rng: np.random.Generator, batch: int, steps: int, width: int, queries: int, keys: int, inner: int) -> dict[str, Any]:
    """A block of LLaMA and what goes in."""
    params = {**attention_weights(rng, width, queries, keys), **gated(rng, width, inner)}
    params |= {"norm1": scales(rng, width), "norm2": scales(rng, width)}
    x = draw(rng, 7, batch, steps, width) + draw(rng, 1, batch, steps, 1)
    return {"x": x, "params": params, "num_heads": queries, "num_kv_heads": keys}


class llama_block:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: one sequence of three positions."""
        norms = {"norm1": np.array([1.5, 0.5, 1.25, 0.75]), "norm2": np.array([0.5, 1.25, 0.75, 1.5])}
        return [{"x": WORKED_X, "params": WORKED | norms, "num_heads": 2, "num_kv_heads": 1}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Six query heads that share three key heads."""
        return [drawn(llama.llama_block, lambda: llama_case(rng, 2, 5, 24, 6, 3, 7), "larger_eps", also=long_vectors)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes: six query heads for two key heads, and four for two."""
        sizes = ((3, 4, 24, 6, 2, 10), (3, 5, 16, 4, 2, 6), (3, 5, 16, 4, 2, 6))
        return [drawn(llama.llama_block, lambda s=s: llama_case(rng, *s), "larger_eps", also=long_vectors) for s in sizes]

    @staticmethod
    def groups(rng: np.random.Generator) -> list[dict]:
        """One key head for all, and one for each."""
        sizes = ((2, 5, 12, 3, 1, 7), (2, 4, 18, 3, 3, 5))
        return [drawn(llama.llama_block, lambda s=s: llama_case(rng, *s), "larger_eps", "heads_in_turn", also=long_vectors) for s in sizes]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """An input of a few thousandths, whose squares are not much larger than eps."""

        def draw_small() -> dict[str, Any]:
            case = llama_case(rng, 2, 5, 16, 4, 2, 6)
            return {**case, "x": np.round(case["x"]) / 1024}

        return [drawn(llama.llama_block, draw_small)]


# ---- PaLM ----


def palm_case(rng: np.random.Generator, batch: int, steps: int, width: int, heads: int, inner: int) -> dict[str, Any]:
    """A block of PaLM and what goes in."""
    params = {**attention_weights(rng, width, heads, 1), **gated(rng, width, inner), "norm": scales(rng, width)}
    x = draw(rng, 7, batch, steps, width) + draw(rng, 3, batch, steps, 1)
    return {"x": x, "params": params, "num_heads": heads}


def spread(case: dict[str, Any]) -> bool:
    """Whether the variance of every vector is 6 or more."""
    return bool(case["x"].var(axis=-1).min() >= 6)


class palm_block:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: the weights of LLaMA's, one norm."""
        return [{"x": WORKED_X, "params": WORKED | {"norm": np.array([1.5, 0.5, 1.25, 0.75])}, "num_heads": 2}]

    @staticmethod
    def drawn(rng: np.random.Generator) -> list[dict]:
        """Three heads of six columns."""
        return [drawn(palm.palm_block, lambda: palm_case(rng, 2, 5, 18, 3, 7), "smaller_eps", also=spread)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes, and two more of one size."""
        sizes = ((3, 4, 20, 5, 6), (2, 6, 16, 4, 9), (2, 6, 16, 4, 9))
        return [drawn(palm.palm_block, lambda s=s: palm_case(rng, *s), "smaller_eps", also=spread) for s in sizes]

    @staticmethod
    def small(rng: np.random.Generator) -> list[dict]:
        """An input of a few hundredths, whose variance is not much larger than eps."""

        def draw_small() -> dict[str, Any]:
            case = palm_case(rng, 2, 5, 16, 4, 6)
            return {**case, "x": np.round(4 * case["x"]) / 1024}

        return [drawn(palm.palm_block, draw_small)]


# ---- DALL-E ----


def noisy(rng: np.random.Generator, *shape: int, temperature: float, middle: Any = 0.0) -> dict[str, Any]:
    """Logits round `middle`, and noise that looks like Gumbel's: more often above 0 than below."""
    gumbel = np.round(64 * np.clip(rng.gumbel(size=shape), -1.5, 3)) / 64
    return {"logits": middle + draw(rng, 2, *shape), "gumbel": gumbel, "temperature": temperature}


def with_outlier(case: dict[str, Any]) -> dict[str, Any]:
    """The same with a logit of -1500 in every row, each in another place."""
    rows = np.arange(len(case["logits"]))
    case["logits"][rows, rows + 1] = -1500.0
    return case


class gumbel_softmax:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: two rows, temperatures 0.5 and 2."""
        given = {"logits": np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 1.5]]), "gumbel": np.array([[0.5, -0.75, 1.25], [0.25, 2.0, -0.25]])}
        return [{**given, "temperature": 0.5}, {**given, "temperature": 2.0}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Rows, a row alone, and a picture of rows; temperatures below and above 1."""
        plans = (((3, 5), 0.75), ((2, 3, 4, 6), 1.5), ((1, 4), 1.25), ((3, 5), 3.0))
        return [
            drawn(dalle.gumbel_softmax, lambda s=s, t=t: noisy(rng, *s, temperature=t), "overflows", "one_maximum_for_all")
            for s, t in plans
        ]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Rows of logits near 1000, and near -1000; and rows in which one of them is -1500."""
        return [
            drawn(dalle.gumbel_softmax, lambda: noisy(rng, 4, 6, temperature=0.5, middle=far(rng, 4, 1))),
            drawn(dalle.gumbel_softmax, lambda: with_outlier(noisy(rng, 3, 5, temperature=2.0)), "overflows", "one_maximum_for_all"),
        ]


def pieces(rng: np.random.Generator, count: int, width: int, entries: int) -> dict[str, Any]:
    """z and a codebook whose entries differ in length."""
    return {"z": draw(rng, 2, count, width), "codebook": draw(rng, 2, entries, width) * rng.choice([0.5, 1, 1.5], size=(entries, 1))}


def no_near_tie(case: dict[str, Any]) -> bool:
    """Whether the second nearest entry is farther by a tenth or more, squared, for every z."""
    first, second = np.sort(((case["z"][:, None] - case["codebook"]) ** 2).sum(axis=-1), axis=1)[:, :2].T
    return bool(np.min(second - first) >= 0.1)


class vector_quantize:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: three vectors, four entries in the plane."""
        return [
            {
                "z": np.array([[1.0, 0.75], [-0.5, 1.0], [2.25, 2.0]]),
                "codebook": np.array([[0.0, 0.0], [1.0, 2.0], [1.75, 0.5], [4.0, 3.0]]),
            }
        ]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other sizes, a single vector among them."""
        sizes = ((7, 3, 9), (12, 4, 6), (1, 3, 5), (7, 3, 9))
        return [drawn(dalle.vector_quantize, lambda s=s: pieces(rng, *s), "ties_to_the_higher", also=no_near_tie) for s in sizes]

    @staticmethod
    def ties(rng: np.random.Generator) -> list[dict]:
        """Small whole numbers: entries that are equally near, and entries that are equal."""
        corners = rng.permutation([[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]])
        twice = rng.permutation([[1.0, 3.0], [5.0, -2.0], [-3.0, 4.0]])
        return [
            {"z": np.array([[0.0, 0.0], [1.0, 1.0], [-1.0, -1.0]]), "codebook": corners},
            {"z": twice[[2, 0, 1, 0]] + np.array([1.0, 0.0]), "codebook": np.concatenate([twice, twice])},
        ]


def story(rng: np.random.Generator, words: int, length: int, text_length: int, image: int, entries: int) -> dict[str, Any]:
    """A text and an image."""
    return {
        "text": rng.integers(words, size=length),
        "image": rng.integers(entries, size=image),
        "text_vocab": words,
        "text_length": text_length,
    }


class dalle_sequence:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: three words of ten in five places, four image tokens."""
        return [{"text": np.array([7, 2, 9]), "image": np.array([5, 0, 3, 5]), "text_vocab": 10, "text_length": 5}]

    @staticmethod
    def longer(rng: np.random.Generator) -> list[dict]:
        """A text of one word too many, and of many."""
        return [story(rng, 12, 5, 4, 6, 8), story(rng, 12, 9, 4, 6, 8)]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Texts of several lengths, one word among them."""
        sizes = ((50, 4, 9, 16, 30), (20, 1, 6, 5, 12), (33, 5, 8, 9, 64))
        but = ("long_text_cut", "long_text_kept", "full_text_refused")
        return [drawn(dalle.dalle_sequence, lambda s=s: story(rng, *s), *but) for s in sizes]

    @staticmethod
    def full(rng: np.random.Generator) -> list[dict]:
        """A text that fills its places."""
        return [story(rng, 25, 6, 6, 4, 10)]


def predicted(rng: np.random.Generator, length: int, words: int, text_length: int, largest: float) -> dict[str, Any]:
    """Logits and a sequence."""
    return {"logits": draw(rng, largest, length, words), "sequence": rng.integers(words, size=length), "text_length": text_length}


class dalle_loss:
    @staticmethod
    def worked(rng: np.random.Generator) -> list[dict]:
        """The handout's example: three text places, two image tokens, four ids."""
        logits = [[1.0, 2.0, 0.0, -1.0], [0.5, -0.5, 1.5, 0.0], [2.0, 0.0, 1.0, -2.0], [-1.0, 0.5, 0.0, 3.0], [1.0, -1.0, 2.0, 0.5]]
        return [{"logits": np.array(logits), "sequence": np.array([0, 1, 0, 2, 3]), "text_length": 3}]

    @staticmethod
    def other(rng: np.random.Generator) -> list[dict]:
        """Other lengths: two text places, and a single image token, among them."""
        sizes = ((9, 11, 4), (6, 7, 2), (7, 8, 6), (9, 11, 4))
        return [drawn(dalle.dalle_loss, lambda s=s: predicted(rng, *s, largest=3), "overflows", "one_maximum_for_all") for s in sizes]

    @staticmethod
    def large(rng: np.random.Generator) -> list[dict]:
        """Logits between -1000 and 1000; then rows in which all are near 1000, and rows in which all are near -1000."""

        def draw_far() -> dict[str, Any]:
            case = predicted(rng, 9, 6, 4, largest=3)
            return {**case, "logits": case["logits"] + far(rng, 9, 1)}

        def overflow(case: dict[str, Any]) -> bool:
            return sums_overflow(case["logits"][:-1], case["sequence"][1:])

        spread = drawn(dalle.dalle_loss, lambda: predicted(rng, 8, 6, 3, largest=1000), "one_maximum_for_all", also=overflow)
        return [spread, drawn(dalle.dalle_loss, draw_far)]
