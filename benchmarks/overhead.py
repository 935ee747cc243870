"""What grading one hand-in costs beyond the student's own compute.

overhead = what one hand-in costs in `assay grade` with one job (wall, the whole command but its start: benchmarks/assay_command.py)
         - the student's own compute (benchmarks/floor.py: the module executed and the calls made, everything imported and warm).
A notebook's own compute is that of the module with the same code. What a fresh process makes of the student's calls (pages copied at the
first write, a framework's first steps) counts as overhead, because grading is why the process is fresh.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .assay_command import Each
from .bench import Bench
from .classroom import Kind
from .coursework import Coursework, doubling, hidden_markov_models
from .floor import Floor
from .goals import OVERHEAD_MS, Findings, Goal, middle, spread

TINY = (Kind("numpy"), Kind("torch"), Kind("tensorflow"), Kind("numpy", notebook=True), Kind("torch", notebook=True))
REAL = (Kind("numpy"), Kind("torch"), Kind("torch", notebook=True))
WATCHED = 4  # hand-ins in the run whose memory is looked at


@dataclass
class _Line:
    """One kind of hand-in, with all that is measured of it."""

    work: Coursework
    kind: Kind
    floor: Floor = field(default_factory=Floor)
    assay: Each = field(default_factory=Each)
    bare_kb: int = 0
    assay_kb: int = 0

    @property
    def label(self) -> str:
        return f"{self.work.slug}: {self.kind.name}"

    @property
    def overhead(self) -> list[float]:
        return [wall - own for wall, own in zip(self.assay.wall, self.floor.compute, strict=True)]


def measure_overhead(bench: Bench) -> Findings:
    lines = [_Line(work, kind) for work, kinds in ((doubling(), TINY), (hidden_markov_models(), REAL)) for kind in kinds]
    for number in range(1, bench.sizes.rounds + 1):
        for line in lines:
            bench.say(f"{line.label}, round {number}")
            bench.bare(line.work, line.kind.framework).measure_once(line.floor)
            bench.assay(line.work, line.kind).measure_once(line.assay, bench.sizes.of(line.work, line.kind), jobs=1)
    for line in lines:
        bench.say(f"{line.label}, memory")
        line.bare_kb = bench.bare(line.work, line.kind.framework).peak_kb()
        line.assay_kb = bench.assay(line.work, line.kind).watch(WATCHED, jobs=1)[0].peak_kb
    return _findings(lines)


def _findings(lines: list[_Line]) -> Findings:
    found = Findings()
    columns = ["hand-in", "own compute", "Assay", "range", "CPU", "of it sheets", "overhead", "range"]
    found.tables.append(("One hand-in in Assay, one job [ms]", columns, [_assay_row(line) for line in lines]))
    columns = ["hand-in", "wall [s]", "CPU [s]", "memory [MB]", "Assay / bare", "start of a run of Assay [s]", "its memory [MB]"]
    found.tables.append(("A bare interpreter for each hand-in, and what a run of Assay pays once", columns, [_bare_row(x) for x in lines]))
    for line in lines:
        if line.kind.name in OVERHEAD_MS:
            measured = [seconds * 1e3 for seconds in line.overhead]
            found.goals.append(Goal(f"overhead of a {line.kind.name} of {line.work.slug}", measured, OVERHEAD_MS[line.kind.name], "ms"))
    found.sentences.append("Overhead is what one more hand-in adds to the whole command, sheets included, less the student's own compute.")
    return found


def _assay_row(line: _Line) -> list[str]:
    each = line.assay
    return [
        line.label, middle(line.floor.compute, 1e3, 1), middle(each.wall, 1e3, 1), spread(each.wall, 1e3, 1), middle(each.cpu, 1e3, 1),
        middle(each.sheets, 1e3, 1), middle(line.overhead, 1e3, 1), spread(line.overhead, 1e3, 1),
    ]  # fmt: skip


def _bare_row(line: _Line) -> list[str]:
    ratios = [wall / bare for wall, bare in zip(line.assay.wall, line.floor.wall, strict=True)]
    return [
        line.label, middle(line.floor.wall, 1, 2), middle(line.floor.cpu, 1, 2), f"{line.bare_kb / 1024:,.0f}", middle(ratios, 1, 2),
        middle(line.assay.start, 1, 2), f"{line.assay_kb / 1024:,.0f}",
    ]  # fmt: skip
