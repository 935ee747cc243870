"""A small assignment for tests of judging and building: cumulative sums, with two named mistakes."""

from __future__ import annotations

import types

import numpy as np

from fixtures.sources import Mistake, Sources
from graders.assignment import Assignment
from graders.assignment_file import parse

YAML = """\
title: Counting
slides: "Numbers"
tasks:
  - entry: totals(x)
    title: Running totals
    convention: The first total is the first number.
    checks:
      - {name: few, title: adds up a few numbers, compare: close, cases: few, points: 2}
      - {name: many, title: adds up many numbers, compare: close, cases: many, points: 3, hidden: true}
      - {name: empty, title: refuses an empty row, compare: raises, cases: empty, points: 1}
      - {name: untouched, title: leaves its argument alone, compare: unchanged, cases: few, points: 1, after: [few]}
      - {name: again, title: gives the same answer twice, compare: pure, cases: few, points: 1, after: [few]}
  - entry: split(x)
    title: Sum and mean
    checks:
      - {name: sum, title: sums, compare: close, cases: row, part: 0, points: 1}
      - {name: mean, title: averages, compare: close, cases: row, part: 1, points: 1}
"""


def assignment(text: str = YAML) -> Assignment:
    return parse(text, slug="counting", file="assignment.yaml")


def totals(x):  # type: ignore[no-untyped-def]
    if len(x) == 0:
        raise ValueError("empty")
    return np.cumsum(x)


def split(x):  # type: ignore[no-untyped-def]
    return x.sum(), x.mean()


class Cases:
    """As a cases.py would define them."""

    class totals:
        @staticmethod
        def few(rng):  # type: ignore[no-untyped-def]
            return [{"x": np.array([1.0, 2.0, 4.0])}]

        @staticmethod
        def many(rng):  # type: ignore[no-untyped-def]
            return [{"x": rng.integers(1, 64, 20) / 64} for _ in range(2)]

        @staticmethod
        def empty(rng):  # type: ignore[no-untyped-def]
            return [{"x": np.zeros(0)}]

    class split:
        @staticmethod
        def row(rng):  # type: ignore[no-untyped-def]
            return [{"x": np.array([1.0, 2.0, 6.0])}]


MISTAKES = {
    "totals": [
        Mistake("late", "You start from zero. See the handout.", {"totals": lambda x: np.concatenate([[0.0], np.cumsum(x)[:-1]])}),
        Mistake("products", "You multiply. See the handout.", {"totals": np.cumprod}),
    ],
    "split": [Mistake("swapped", "You swap the two.", {"split": lambda x: (x.mean(), x.sum())})],
}


def sources(mistakes: dict[str, list[Mistake]] = MISTAKES, cases: type = Cases) -> Sources:
    module = types.ModuleType("cases")
    module.__dict__.update({name: item for name, item in vars(cases).items() if not name.startswith("_")})
    return Sources({"totals": totals, "split": split}, module, mistakes)
