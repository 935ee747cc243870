"""Witness of reference/class_balance.py: another way to the same rows, which takes the first ones of each class, for every small case."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from reference import class_balance


def first_of_each_class(y: tuple[int, ...], y_synthetic: tuple[int, ...]) -> list[int] | None:
    """Which generated rows to keep: of each class as many of its first ones as it lacks. None where a class has too few."""
    counts = Counter(y)
    kept = []
    for label, count in counts.items():
        rows = [row for row, one in enumerate(y_synthetic) if one == label]
        lacks = max(counts.values()) - count
        if len(rows) < lacks:
            return None
        kept += rows[:lacks]
    return sorted(kept)


def test_every_small_case():
    """All three or four labels out of 3, 5, 8 with all three generated labels, of which 9 is unknown: some 7,000 cases."""
    X_synthetic = 10 + np.arange(6.0).reshape(3, 2)
    outcomes: Counter[str | int] = Counter()
    for y in (*itertools.product((8, 3, 5), repeat=3), *itertools.product((8, 3, 5), repeat=4)):
        X = np.arange(2.0 * len(y)).reshape(-1, 2)
        for y_synthetic in itertools.product((9, 3, 8, 5), repeat=3):
            arguments = (X, np.array(y), X_synthetic, np.array(y_synthetic))
            kept = first_of_each_class(y, y_synthetic)
            outcomes["short" if kept is None else len(kept)] += 1
            if kept is None:
                with pytest.raises(ValueError, match="too few"):
                    class_balance.balance_classes(*arguments)
            else:
                grown, labels = class_balance.balance_classes(*arguments)
                np.testing.assert_array_equal(grown, np.concatenate([X, X_synthetic[kept]]))
                assert labels.tolist() == [*y, *(y_synthetic[row] for row in kept)]
    assert set(outcomes) == {"short", 0, 1, 2}


def test_all_classes_end_equally_large():
    rng = np.random.default_rng(22)
    y, y_synthetic = rng.integers(4, size=30), rng.integers(6, size=200)
    X, labels = class_balance.balance_classes(rng.normal(size=(30, 3)), y, rng.normal(size=(200, 3)), y_synthetic)
    counts = np.bincount(labels)
    assert counts.tolist() == [np.bincount(y).max()] * 4
    assert X.shape == (counts.sum(), 3)


def test_types_stay_as_they_are():
    X, y = np.ones((3, 2), dtype=np.float32), np.array([1, 1, 0])
    grown, labels = class_balance.balance_classes(X, y, X, y[::-1])
    assert grown.dtype == np.float32
    assert labels.dtype == np.int64
