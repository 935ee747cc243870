"""What one submission of hidden_markov_models costs inside Assay, by kind and by executor, without the command round it.

The two executors take turns, so that a busy machine slows both. `start` is what the submission spends before its first check (a process,
imports, the notebook's cells), `checks` the rest. The warm workers have started before the first round.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from graders import assignment_file as assignments
from graders import fixture_file as fixtures
from graders import submission as submissions
from graders.course import Course
from graders.executors import executor
from graders.folders import Folders
from graders.grade import grade
from graders.job import Limits, Package

from .bench import Bench
from .errors import BenchmarkError
from .goals import Findings, middle, spread

SLUG = "hidden_markov_models"
RIGHT = Path(__file__).resolve().parent.parent / "tests" / "submissions" / SLUG / "right"
KINDS = {
    "NumPy module": "numpy_vectorised.py",
    "torch module": "torch_idiom.py",
    "TensorFlow module": "tensorflow_idiom.py",
    "NumPy notebook": "notebook.ipynb",
}
EXECUTORS = ("sandbox", "local")


@dataclass
class _Line:
    starts: list[float] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)


def measure_executors(bench: Bench) -> Findings:
    folders = Folders.of_clone()
    course = Course(assignments.load(folders.assignments, SLUG), fixtures.load(folders.fixtures, SLUG))
    rows = []
    for kind, name in KINDS.items():
        package = submissions.package(name, {name: (RIGHT / name).read_bytes()})
        lines = {one: _Line() for one in EXECUTORS}
        bench.say(f"{kind}, warm worker")
        start_seconds(package, "sandbox")
        for number in range(1, bench.sizes.rounds + 1):
            for one, line in lines.items():
                bench.say(f"{kind}, {one}, round {number}")
                line.starts.append(start_seconds(package, one))
                line.wholes.append(whole_seconds(package, course, one))
        for one, line in lines.items():
            rows.append([kind, one, middle(line.starts, 1, 2), middle(line.wholes, 1, 2), spread(line.wholes, 1, 2)])
    columns = ["submission", "executor", "start [s]", "whole [s]", "range [s]"]
    return Findings([(f"One submission of {SLUG}, {len(course.checks)} checks, by executor", columns, rows)])


def start_seconds(package: Package, kind: str) -> float:
    begun = time.perf_counter()
    with executor(kind).open(package, Limits(), "cpu"):
        return time.perf_counter() - begun


def whole_seconds(package: Package, course: Course, kind: str) -> float:
    begun = time.perf_counter()
    card = grade(submissions.Submission("bench", SLUG, package), course, executor(kind))
    seconds = time.perf_counter() - begun
    if card.points != card.possible:
        raise BenchmarkError(f"{package.main} got {card.points:g} of {card.possible:g} in {kind}: a benchmark of a wrong run says nothing.")
    return seconds
