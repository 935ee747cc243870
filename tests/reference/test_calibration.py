"""Witnesses of reference/calibration.py: torchmetrics where its bins agree with ours, exact fractions on the ends of bins, plain facts."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
import torch
from torchmetrics.functional.classification import multiclass_calibration_error

from reference.calibration import expected_calibration_error


def drawn(seed: int, count: int = 200, classes: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.full(classes, 0.5), size=count), rng.integers(classes, size=count)


@pytest.mark.parametrize("bins", [1, 4, 7, 15])
def test_off_the_ends_of_bins_it_is_torchmetricss(bins):
    """Its bins hold their left end: no confidence here is on one."""
    probabilities, labels = drawn(61)
    places = probabilities.max(axis=1) * bins
    assert np.min(np.abs(places - np.round(places))) > 1e-6
    theirs = multiclass_calibration_error(torch.tensor(probabilities), torch.tensor(labels), num_classes=4, n_bins=bins, norm="l1")
    assert expected_calibration_error(probabilities, labels, bins) == pytest.approx(float(theirs), abs=2e-7)  # its bins are float32


def in_fractions(probabilities: np.ndarray, labels: np.ndarray, bins: int) -> Fraction:
    """The definition, row by row, in exact numbers."""
    held: dict[int, list[tuple[Fraction, bool]]] = {}
    for row, label in zip(probabilities.tolist(), labels.tolist(), strict=True):
        confidence = Fraction(max(row))
        held.setdefault(ceil(confidence * bins), []).append((confidence, row.index(max(row)) == label))
    gaps = [abs(sum(right for _, right in rows) - sum(confidence for confidence, _ in rows)) for rows in held.values()]
    return sum(gaps, Fraction(0)) / len(labels)


@pytest.mark.parametrize("bins", [1, 2, 3, 4, 8])
def test_on_the_ends_of_bins_it_is_the_definition_in_fractions(bins):
    rng = np.random.default_rng(62)
    best = rng.integers(5, 9, size=60)
    rows = np.stack([best, 8 - best, np.zeros_like(best)], axis=1) / 8
    probabilities = rng.permuted(rows, axis=1)
    labels = rng.integers(3, size=60)
    assert expected_calibration_error(probabilities, labels, bins) == pytest.approx(
        float(in_fractions(probabilities, labels, bins)), abs=1e-15
    )


def test_the_right_end_belongs_to_a_bin():
    probabilities = np.array([[0.5, 0.25, 0.25], [0.25, 0.75, 0.0], [0.0, 0.0, 1.0]])
    labels = np.array([0, 0, 2])
    # (0, 0.5]: right, 0.5. (0.5, 1]: one of two right, 0.875 on average.
    assert expected_calibration_error(probabilities, labels, 2) == pytest.approx(1 / 3 * 0.5 + 2 / 3 * 0.375, abs=1e-15)


def test_one_bin_compares_the_means():
    probabilities, labels = drawn(63)
    accuracy = np.mean(probabilities.argmax(axis=1) == labels)
    assert expected_calibration_error(probabilities, labels, 1) == pytest.approx(
        abs(accuracy - probabilities.max(axis=1).mean()), abs=1e-14
    )


def test_who_is_sure_and_right_makes_no_error_and_who_is_sure_and_wrong_the_largest():
    sure = np.eye(3)[[0, 1, 2, 1]]
    assert expected_calibration_error(sure, np.array([0, 1, 2, 1]), 10) == 0
    assert expected_calibration_error(sure, np.array([1, 2, 0, 0]), 10) == 1


def test_many_rows_drawn_from_their_own_probabilities_are_calibrated():
    rng = np.random.default_rng(64)
    probabilities = rng.dirichlet(np.ones(3), size=20_000)
    labels = (probabilities.cumsum(axis=1) < rng.random((20_000, 1))).sum(axis=1)
    assert expected_calibration_error(probabilities, labels, 10) < 0.02
