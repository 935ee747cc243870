"""What a trained model reaches, measured against numbers that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from graders.measures import (
    MEASURES,
    accuracy,
    bar_of,
    cross_entropy,
    distribution,
    error_share,
    future_leak,
    mode_share,
    modes,
    moved_by_order,
    rate_of,
)
from graders.pairing import Difference

TOKENS = np.array([[0, 2, 1, 1], [2, 0, 0, 1]])


def test_accuracy_wants_one_label_a_row() -> None:
    truth = np.array([0, 1, 2, 2])
    assert accuracy(truth, [0, 1, 2, 0]) == 0.75
    assert accuracy(truth, np.array([0.0, 1.0, 2.0, 2.0])) == 1.0
    assert isinstance(accuracy(truth, np.zeros((3, 4))), Difference)


@pytest.mark.parametrize("shape", [(4, 3), (4, 2)])
def test_who_gives_scores_is_told_to_take_the_argmax(shape: tuple[int, ...]) -> None:
    told = accuracy(np.array([0, 1, 1, 0]), np.full(shape, 0.5))
    assert isinstance(told, Difference)
    assert "take the argmax over the last axis" in told.sentence
    assert told.category == told.sentence


@pytest.mark.parametrize("value", [np.zeros((4, 1)), np.zeros((3, 4)), np.zeros((2, 2)), np.zeros(5), 3.0, "cat", None, [[0.5], []]])
def test_other_shapes_are_no_scores(value: object) -> None:
    told = accuracy(np.array([0, 1, 1, 0]), value)
    assert isinstance(told, Difference)
    assert "argmax" not in told.sentence


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


DIE = {"outcomes": [1, 2, 3], "probabilities": np.array([0.5, 0.25, 0.25])}


def test_draws_as_frequent_as_they_should_be_are_at_no_distance() -> None:
    assert distribution(DIE, [1, 1, 2, 3]) == 0.0
    assert distribution(DIE, np.array([1.0, 3.0, 2.0, 1.0])) == 0.0
    assert distribution(DIE, [[1, 3], [2, 1]]) == 0.0


def test_the_distance_of_draws_is_the_largest_gap_of_the_two_distribution_functions() -> None:
    assert distribution(DIE, [1, 1, 1, 3]) == pytest.approx(math.sqrt(2 * 4) * 0.25)
    pairs = {"outcomes": [(0, "a"), (1, "b")], "probabilities": np.array([0.5, 0.5])}
    assert distribution(pairs, [[0, "a"], (0, "a")]) == pytest.approx(math.sqrt(2 * 2) * 0.5)
    dicts = {"outcomes": [{"rain": 0, "wet": 1}, {"rain": 1, "wet": 1}], "probabilities": np.array([0.75, 0.25])}
    assert distribution(dicts, [{"wet": 1, "rain": np.array(0)}] * 3 + [{"rain": 1, "wet": True}]) == 0.0


@pytest.mark.parametrize("draws", [4, None, [], [1, 2, 7], "123"])
def test_what_are_no_draws_is_told(draws: object) -> None:
    assert isinstance(distribution(DIE, draws), Difference)


def test_right_samplers_fail_no_more_often_than_stated() -> None:
    """2,000 right samplers against a rate of 1 in 20: at most 5 in 100 may fail. Wrong ones, off by a tenth, all do."""
    rng, bar = np.random.default_rng(6), bar_of(0.05)
    right = rng.choice([1, 2, 3], p=DIE["probabilities"], size=(2000, 400))
    wrong = rng.choice([1, 2, 3], p=[0.4, 0.35, 0.25], size=(2000, 4000))
    failed = np.mean([not MEASURES["distribution"].passes(distribution(DIE, draws), bar) for draws in right])
    assert failed <= 0.05
    assert all(distribution(DIE, draws) > bar_of(1e-6) for draws in wrong)
    assert rate_of(bar) == pytest.approx(0.05)


def test_a_sampler_that_fails_reads_how_sure_the_verdict_is() -> None:
    said = MEASURES["distribution"].sentence(2 * bar_of(1e-6), bar_of(1e-6))
    assert "2.0 times as far as chance explains" in said
    assert "in all but one of 1,000,000 right answers" in said


def test_a_denoisers_error_is_a_share_of_the_noise() -> None:
    clean = np.array([[0.0, 1.0], [0.5, 0.25]])
    truth = {"clean": clean, "noisy": clean + 0.5}
    assert error_share(truth, clean) == 0.0
    assert error_share(truth, clean + 0.5) == 1.0
    assert error_share(truth, (clean + 0.25).tolist()) == pytest.approx(0.25)
    assert isinstance(error_share(truth, clean.T[:1]), Difference)
    assert isinstance(error_share(truth, clean * np.nan), Difference)


def test_modes_are_counted_within_the_radius() -> None:
    truth = {"centres": np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0]]), "radius": 0.5}
    samples = [[0.0, 0.5], [0.0, 0.25], [2.0, 0.75], [0.0, 2.0]]
    assert modes(truth, samples) == 2
    assert mode_share(truth, np.array(samples)) == 0.75
    for odd in (None, [1.0, 2.0], np.zeros((0, 2)), np.zeros((4, 3)), np.full((4, 2), np.inf)):
        assert isinstance(modes(truth, odd), Difference)
        assert isinstance(mode_share(truth, odd), Difference)


def test_as_many_samples_are_asked_for_as_the_noise_has_rows() -> None:
    truth = {"centres": np.array([[0.0, 0.0]]), "radius": 0.5, "count": 3}
    assert modes(truth, np.zeros((3, 2))) == 1
    said = modes(truth, np.zeros((2, 2)))
    assert isinstance(said, Difference)
    assert "3 samples are asked for, one a row of the noise, and 2 came" in said.sentence


def test_samples_that_follow_their_noise_do_not_move() -> None:
    truth = [{"centres": np.zeros((1, 2)), "radius": 1.0}] * 2
    samples = np.array([[1.0, 2.0], [3.0, 4.0], [-5.0, 6.0]])
    assert moved_by_order(truth, [samples, samples[::-1]]) == 0.0
    assert moved_by_order(truth, [samples.tolist(), (samples[::-1] + 0.03).tolist()]) == pytest.approx(0.005)
    assert moved_by_order(truth, [samples, samples]) == 1.0
    assert isinstance(moved_by_order(truth, [samples, None]), Difference)
