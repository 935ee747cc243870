"""What a trained model reaches, measured against numbers that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from graders.measures import MEASURES, accuracy, cross_entropy, future_leak
from graders.pairing import Difference

TOKENS = np.array([[0, 2, 1, 1], [2, 0, 0, 1]])


def test_accuracy_wants_one_label_a_row() -> None:
    truth = np.array([0, 1, 2, 2])
    assert accuracy(truth, [0, 1, 2, 0]) == 0.75
    assert accuracy(truth, np.array([0.0, 1.0, 2.0, 2.0])) == 1.0
    assert isinstance(accuracy(truth, np.zeros((4, 3))), Difference)


def test_who_knows_nothing_has_the_entropy_of_a_fair_die() -> None:
    assert cross_entropy(TOKENS, np.zeros((2, 4, 6))) == pytest.approx(math.log(6))


def test_cross_entropy_is_torchs() -> None:
    logits = np.random.default_rng(4).normal(size=(2, 4, 5)) * 3
    theirs = torch.nn.functional.cross_entropy(torch.tensor(logits[:, :-1].reshape(6, 5)), torch.tensor(TOKENS[:, 1:].reshape(6)))
    assert cross_entropy(TOKENS, logits) == pytest.approx(float(theirs), rel=1e-12)


def test_large_logits_do_not_overflow() -> None:
    sure = np.where(np.arange(3) == np.roll(TOKENS, -1, axis=1)[..., None], 1e4, -1e4)
    assert cross_entropy(TOKENS, sure) == 0.0
    assert cross_entropy(TOKENS, -sure) == pytest.approx(2e4 + math.log(2))


@pytest.mark.parametrize(
    ("logits", "word"),
    [
        (np.zeros((2, 4)), "shape (2, 4, V)"),
        (np.zeros((2, 3, 6)), "shape (2, 4, V)"),
        (np.zeros((2, 4, 2)), "too few"),
        (np.full((2, 4, 6), np.nan), "NaN"),
        ("logits", "array"),
        (None, "shape"),
        ([[1.0], [1.0, 2.0]], "array"),
    ],
)
def test_what_are_no_logits_is_told(logits: object, word: str) -> None:
    told = cross_entropy(TOKENS, logits)
    assert isinstance(told, Difference)
    assert word in told.sentence
    assert isinstance(future_leak([TOKENS, TOKENS], [np.zeros((2, 4, 6)), logits]), Difference)


def test_a_leak_counts_only_before_the_first_token_that_differs() -> None:
    other = TOKENS.copy()
    other[0, 2], other[1, 3] = 0, 0
    logits = np.random.default_rng(5).normal(size=(2, 4, 3))
    later = logits.copy()
    later[0, 2:] += 1
    later[1, 3] += 1
    assert future_leak([TOKENS, other], [logits, later]) == 0.0
    later[1, 2] += 0.5
    assert future_leak([TOKENS, other], [logits, later]) == pytest.approx(0.5 / np.abs(logits).max())


def test_a_bar_is_met_from_its_own_side() -> None:
    assert MEASURES["accuracy"].passes(0.9, 0.9)
    assert not MEASURES["accuracy"].passes(0.89, 0.9)
    assert MEASURES["cross_entropy"].passes(1.2, 1.2)
    assert not MEASURES["cross_entropy"].passes(1.21, 1.2)
    assert "at most 1.2 is asked for" in MEASURES["cross_entropy"].sentence(1.3, 1.2)
