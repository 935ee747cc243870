"""Witnesses of reference/attention_rollout.py: every path through the layers, enumerated in exact fractions, and plain facts."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from reference.attention_rollout import attention_rollout


def drawn(layers: int, heads: int, tokens: int, seed: int = 31) -> np.ndarray:
    """Weights in 64ths whose rows do not sum to 1."""
    return np.random.default_rng(seed).integers(1, 64, size=(layers, heads, tokens, tokens)) / 64


def step(layer: np.ndarray, here: int, below: int) -> Fraction:
    """The exact share of position `below` in position `here`, one layer up."""
    heads = len(layer)

    def mixed(i: int, j: int) -> Fraction:
        return sum((Fraction(head[i, j]) for head in layer), Fraction(0)) / heads + (i == j)

    return mixed(here, below) / sum(mixed(here, j) for j in range(layer.shape[1]))


def every_path(attentions: np.ndarray) -> np.ndarray:
    """Entry [i, j]: the products of the steps of every path from output i down to input j, summed."""
    layers, _, tokens, _ = attentions.shape
    found = np.zeros((tokens, tokens))
    for i, j in np.ndindex(tokens, tokens):
        total = Fraction(0)
        for between in itertools.product(range(tokens), repeat=layers - 1):
            path = (i, *between, j)  # from the last layer's output to the first layer's input
            weight = Fraction(1)
            for depth in range(layers):
                weight *= step(attentions[layers - 1 - depth], path[depth], path[depth + 1])
            total += weight
        found[i, j] = float(total)
    return found


@pytest.mark.parametrize("sizes", [(1, 2, 3), (2, 3, 4), (3, 2, 4), (4, 1, 3)])
def test_rollout_sums_every_path(sizes):
    attentions = drawn(*sizes)
    np.testing.assert_allclose(attention_rollout(attentions), every_path(attentions), rtol=0, atol=1e-14)


def test_the_order_of_the_layers_is_that_of_chained_vectors():
    attentions = drawn(3, 2, 5)
    held = np.random.default_rng(32).normal(size=(5, 4))  # what the input tokens hold
    flowing = held
    for layer in attentions:  # the first layer meets the input
        mixture = (layer.mean(axis=0) + np.eye(5)) / 2
        flowing = np.stack([np.average(flowing, axis=0, weights=row) for row in mixture])
    np.testing.assert_allclose(attention_rollout(attentions) @ held, flowing, rtol=0, atol=1e-14)


def test_rows_sum_to_one_whatever_those_of_the_attention_do():
    np.testing.assert_allclose(attention_rollout(drawn(5, 3, 6)).sum(axis=1), np.ones(6), rtol=0, atol=1e-14)


def test_who_looks_only_at_oneself_stays_at_home():
    identity = np.broadcast_to(np.eye(4) / 2, (3, 2, 4, 4))
    np.testing.assert_array_equal(attention_rollout(identity), np.eye(4))


def test_one_layer_that_looks_at_the_first_token_is_half_there():
    attentions = np.zeros((1, 1, 3, 3))
    attentions[..., 0] = 1
    np.testing.assert_allclose(attention_rollout(attentions), [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5]], rtol=0, atol=1e-15)


def test_float32_stays_float32():
    assert attention_rollout(drawn(2, 2, 3).astype(np.float32)).dtype == np.float32
