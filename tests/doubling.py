"""A small assignment for hostile submissions: `attack` and `honest` both double an array. As a program it grades a class folder.

python -m tests.doubling FOLDER      prints the scorecards as one JSON list
"""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from fixtures import build
from fixtures.sources import Mistake, Sources
from graders import batch, submission
from graders.assignment_file import parse
from graders.course import Course
from graders.executors import executor
from graders.scorecard_file import to_json

SLUG = "doubling"
KNOWN = {SLUG: frozenset({"attack", "honest"})}
YAML = """\
title: Doubling
slides: "Numbers"
limits: {seconds: 1, memory_mb: 512, output_kb: 8, load_seconds: 3}
tasks:
  - entry: attack(x)
    title: Doubling under attack
    checks:
      - {name: few, title: doubles three numbers, compare: close, cases: few, points: 3}
  - entry: honest(x)
    title: Doubling
    checks:
      - {name: few, title: doubles three numbers, compare: close, cases: few, points: 5}
      - {name: again, title: gives the same answer twice, compare: pure, cases: few, points: 2, after: [few]}
"""
X = np.array([0.0, 1.0, 2.0])


def double(x: np.ndarray) -> np.ndarray:
    return 2 * x


def sources() -> Sources:
    cases = types.ModuleType("cases")
    group = types.SimpleNamespace(few=lambda rng: [{"x": X.copy()}])
    cases.__dict__.update(attack=group, honest=group)
    mistakes = {name: [Mistake("tripled", "You take three times x.", {name: lambda x: 3 * x})] for name in ("attack", "honest")}
    return Sources({"attack": double, "honest": double}, cases, mistakes)


def course() -> Course:
    plan = parse(YAML, slug=SLUG, file="assignment.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_sources", lambda _: sources())
        return Course(plan, build.build(plan))


def grade_class(folder: Path) -> list[dict[str, object]]:
    found = submission.in_class(folder, KNOWN, SLUG)
    assert not found.not_graded
    sandbox = executor("sandbox")
    sandbox.prove()
    cards = batch.grade_all(found.submissions, {SLUG: course()}, sandbox, device="cpu", jobs=2)
    return [json.loads(to_json(card)) for card in cards]


if __name__ == "__main__":
    print(json.dumps(grade_class(Path(sys.argv[1]))))
