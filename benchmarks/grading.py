"""What grading one submission costs, by kind of submission and by executor, side by side in one run: `make bench`.

Every line grades the same right submission of hidden_markov_models, without its progress bar, sheet and files. The two executors take
turns, so that a busy machine slows both. `start` is what the submission spends before its first check (a process, imports, the notebook's
cells), `checks` the rest. Prints medians and the range.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from graders import assignment as assignments
from graders import fixture as fixtures
from graders import submission as submissions
from graders.executors import executor
from graders.folders import Folders
from graders.grade import Course, grade
from graders.job import Limits, Package

SLUG = "hidden_markov_models"
RIGHT = Path(__file__).resolve().parent.parent / "tests" / "submissions" / SLUG / "right"
KINDS = {
    "NumPy module": "numpy_vectorised.py",
    "torch module": "torch_idiom.py",
    "TensorFlow module": "tensorflow_idiom.py",
    "NumPy notebook": "notebook.ipynb",
}
EXECUTORS = ("sandbox", "local")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="times that each line is measured (default: 5)")
    rounds = parser.parse_args().rounds
    folders = Folders.of_clone()
    course = Course(assignments.load(folders.assignments, SLUG), fixtures.load(folders.fixtures, SLUG))
    console = Console()
    console.print(f"{SLUG}, {len(course.checks())} checks, {rounds} rounds, {os.cpu_count()} cores")
    table = Table(box=None, pad_edge=False)
    for column in ("submission", "executor", "start [s]", "whole [s]", "range [s]"):
        table.add_column(column, justify="left" if column in ("submission", "executor") else "right")
    for kind, name in KINDS.items():
        package = submissions.package(name, {name: (RIGHT / name).read_bytes()})
        starts: dict[str, list[float]] = {one: [] for one in EXECUTORS}
        wholes: dict[str, list[float]] = {one: [] for one in EXECUTORS}
        with console.status(kind):
            for _ in range(rounds):
                for one in EXECUTORS:
                    starts[one].append(start_seconds(package, one))
                    wholes[one].append(whole_seconds(package, course, one))
        for one in EXECUTORS:
            middle, spread = statistics.median(wholes[one]), f"{min(wholes[one]):.2f} to {max(wholes[one]):.2f}"
            table.add_row(kind, one, f"{statistics.median(starts[one]):.2f}", f"{middle:.2f}", spread)
    console.print(table)


def start_seconds(package: Package, kind: str) -> float:
    begun = time.perf_counter()
    with executor(kind).open(package, Limits(), "cpu"):
        return time.perf_counter() - begun


def whole_seconds(package: Package, course: Course, kind: str) -> float:
    begun = time.perf_counter()
    card = grade(submissions.Submission("bench", SLUG, package), course, executor(kind))
    seconds = time.perf_counter() - begun
    if card.points != card.possible:
        raise SystemExit(f"{package.main} got {card.points:g} of {card.possible:g} in {kind}: a benchmark of a wrong run says nothing.")
    return seconds


if __name__ == "__main__":
    main()
