"""How the cost of one hand-in grows with the class: NumPy modules of `doubling`, one job, classes of 10 to 1,000.

Memory is that of the grading process itself, without the workers: resident at the last scorecard, and its high-water mark, which is
reached while the sheets are written.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

from .assay_command import AssayCommand, Each
from .bench import Bench
from .classroom import Kind
from .coursework import doubling
from .goals import GROWTH_PERCENT, MEMORY_KB, Findings, Goal, middle, spread


@dataclass
class _Size:
    """A class of `count`. graded_kb: resident memory of the grading process at the last scorecard. peak_kb: its high-water mark."""

    count: int
    each: Each = field(default_factory=Each)
    graded_kb: int = 0
    peak_kb: int = 0


def measure_growth(bench: Bench) -> Findings:
    command = bench.assay(doubling(), Kind("numpy"))
    sizes = [_Size(count) for count in bench.sizes.growth]
    for number in range(max(bench.sizes.growth_rounds)):
        for size, rounds in zip(sizes, bench.sizes.growth_rounds, strict=True):
            if number < rounds:
                bench.say(f"a class of {size.count:,}, round {number + 1}")
                command.measure_once(size.each, size.count, jobs=1)
    for size in sizes:
        bench.say(f"a class of {size.count:,}, memory")
        _look(command, size)
    return _findings(sizes)


def _look(command: AssayCommand, size: _Size) -> None:
    seen, last = command.watch(size.count, jobs=1, tree=False)
    size.graded_kb = [kb for when, kb in seen.own if when <= last][-1]
    size.peak_kb = seen.own_peak_kb


def _findings(sizes: list[_Size]) -> Findings:
    small, large = sizes[0], sizes[-1]
    found = Findings()
    columns = [
        "class",
        "wall [ms]",
        "range",
        "CPU [ms]",
        "of it sheets [ms]",
        "whole run / N [ms]",
        "memory after grading [MB]",
        "peak [MB]",
    ]
    rows = [_row(size) for size in sizes]
    found.tables.append(("One hand-in (NumPy module) in a class of N", columns, rows))
    base = statistics.median(small.each.wall)
    more = [100 * (wall / base - 1) for wall in large.each.wall]
    span = f"from {small.count:,} to {large.count:,} hand-ins"
    found.goals.append(Goal(f"growth of what one costs, {span}", more, GROWTH_PERCENT, "%"))
    apart = large.count - small.count
    graded, peak = (large.graded_kb - small.graded_kb) / apart, (large.peak_kb - small.peak_kb) / apart
    found.goals.append(Goal(f"memory of the grading process a hand-in, while grading, {span}", [graded], MEMORY_KB, "KB"))
    found.goals.append(Goal(f"memory of the grading process a hand-in, at its peak, {span}", [peak], MEMORY_KB, "KB"))
    return found


def _row(size: _Size) -> list[str]:
    each = size.each
    times = [middle(each.wall, 1e3, 1), spread(each.wall, 1e3, 1), middle(each.cpu, 1e3, 1), middle(each.sheets, 1e3, 1)]
    whole = middle(each.whole, 1e3 / size.count, 1)
    return [f"{size.count:,}", *times, whole, f"{size.graded_kb / 1024:,.1f}", f"{size.peak_kb / 1024:,.1f}"]
