"""What is handed in: a tiny assignment that costs the student nothing, and a real one. The same code as a module and as a notebook.

`doubling` is made for this benchmark: what it costs to grade it is all overhead. `hidden_markov_models` is the course's own, with the
right answers of tests/submissions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORKS = {"numpy": "NumPy", "torch": "torch", "tensorflow": "TensorFlow"}

YAML = """\
title: Doubling and halving
slides: "Numbers"
models: [doubling]
limits: {seconds: 10, memory_mb: 2048, output_kb: 64}
tasks:
  - entry: double(x)
    title: Doubling
    checks:
      - {name: few, title: doubles three numbers, compare: close, cases: few, points: 2}
      - {name: again, title: gives the same answer the second time, compare: pure, cases: few, points: 1, after: [few]}
      - {name: drawn, title: doubles other numbers, compare: close, cases: drawn, points: 2, hidden: true}
  - entry: halve(x)
    title: Halving
    checks:
      - {name: few, title: halves three numbers, compare: close, cases: few, points: 2}
      - {name: again, title: gives the same answer the second time, compare: pure, cases: few, points: 1, after: [few]}
      - {name: drawn, title: halves other numbers, compare: close, cases: drawn, points: 2, hidden: true}
"""
REFERENCE = '''\
"""Twice and half of an array."""


def double(x):
    return 2 * x


def halve(x):
    return x / 2
'''
CASES = '''\
"""Three numbers that one can check in one's head, and a hundred that one cannot."""

import numpy as np


class double:
    def few(rng):
        return [{"x": np.array([1.0, 2.0, 3.0])}]

    def drawn(rng):
        return [{"x": np.round(rng.random(100) * 256) / 16}]


halve = double
'''
MISTAKES = '''\
"""Three times in place of twice, a third in place of a half."""


class double:
    def tripled(x):
        """You take three times x."""
        return 3 * x


class halve:
    def third(x):
        """You take a third of x."""
        return x / 3
'''
STUDENT = """\
import {module} as lib


FRAMEWORK = "{framework}"


SEED = 7


x = lib.{arange}(3)


print("x has the shape", x.shape)


def double(x):
    return 2 * x


y = double(x)


def halve(x):
    return x / 2


z = halve(y)


print(z)
"""
_RIGHT = ROOT / "tests" / "submissions" / "hidden_markov_models" / "right"


@dataclass(frozen=True)
class Coursework:
    """An assignment with a right answer in each framework. tasks: the functions that it asks for."""

    slug: str
    tasks: tuple[str, ...]
    sources: dict[str, str]

    def parts(self, framework: str) -> list[str]:
        """The source, cut at double blank lines: the cells of the same student's notebook."""
        return [part.strip("\n") for part in re.split(r"\n{3,}", self.sources[framework]) if part.strip()]


def doubling() -> Coursework:
    ranges = {"numpy": "arange", "torch": "arange", "tensorflow": "range"}
    sources = {name: STUDENT.format(module=name, framework=name, arange=ranges[name]) for name in FRAMEWORKS}
    return Coursework("doubling", ("double", "halve"), sources)


def hidden_markov_models() -> Coursework:
    files = {"numpy": "numpy_vectorised.py", "torch": "torch_idiom.py", "tensorflow": "tensorflow_idiom.py"}
    sources = {name: (_RIGHT / file).read_text(encoding="utf-8") for name, file in files.items()}
    tasks = re.findall(r"entry: (\w+)", (ROOT / "assignments" / "hidden_markov_models" / "assignment.yaml").read_text(encoding="utf-8"))
    return Coursework("hidden_markov_models", tuple(tasks), sources)
