"""`assay grade` as people run it, timed. The whole command counts: sandbox, scorecards, sheets, class page.

What one hand-in costs is read from when its files were written, in one run: the time from the first scorecard to the last, and from the
first sheet to the last, by the hand-ins between them. (With two jobs, from the second scorecard on.) So what a run pays once is not in it
(Python, the sandbox's own escape attempts, a warm worker that imports the framework); it is told separately, as the start of a run.
Processor time cannot be read so: it is that of a class of N less that of a class of one a job, by the hand-ins between them.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from . import measure
from .classroom import Kind, write_class
from .clone import Clone
from .coursework import Coursework
from .errors import BenchmarkError
from .measure import Cost, Watched


@dataclass(frozen=True)
class Run:
    """One run of the command. grading, sheets: seconds of it that one hand-in takes."""

    cost: Cost
    grading: float
    sheets: float

    @property
    def each(self) -> float:
        return self.grading + self.sheets


@dataclass
class Each:
    """What one hand-in costs, over several rounds, in seconds. start: what a run costs before and beside its hand-ins. whole: a run."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    sheets: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def add(self, small: Run, large: Run, count: int, more: int) -> None:
        """small, large: two runs, the second of `count` hand-ins, `more` more than the first."""
        self.wall.append(large.each)
        if large.cost.cpu is not None and small.cost.cpu is not None:
            self.cpu.append((large.cost.cpu - small.cost.cpu) / more)
        self.sheets.append(large.sheets)
        self.whole.append(large.cost.wall)
        self.start.append(large.cost.wall - count * large.each)


@dataclass(frozen=True)
class AssayCommand:
    """Grades classes of one kind. place: a folder for classes and output."""

    clone: Clone
    work: Coursework
    kind: Kind
    place: Path

    def measure_once(self, each: Each, count: int, jobs: int) -> None:
        """One round: a class of `jobs` hand-ins, then one of `count`."""
        each.add(self.grade(jobs, jobs), self.grade(count, jobs), count, count - jobs)

    def grade(self, count: int, jobs: int) -> Run:
        """Grade a class of `count`. Raises BenchmarkError when a mark is wrong."""
        command, out = self._command(count, jobs)
        cost, _ = measure.run(command, self.place, self._variables())
        check_marks(out, count)
        return _run_of(out, cost, jobs)

    def watch(self, count: int, jobs: int, *, tree: bool = True) -> tuple[Watched, float]:
        """The memory of a run, and the time.time() of its last scorecard."""
        command, out = self._command(count, jobs)
        seen = measure.watch(command, self.place, self._variables(), tree=tree)
        check_marks(out, count)
        return seen, _written(out, "scorecards/*.json")[-1]

    def _command(self, count: int, jobs: int) -> tuple[list[str], Path]:
        folder, out = self.place / f"class-{count}", self.place / "out"
        if not folder.exists():
            write_class(folder, self.work, self.kind, count)
        shutil.rmtree(out, ignore_errors=True)
        options = ["--assignment", self.work.slug, "--out", str(out), "--jobs", str(jobs)]
        return self.clone.command("grade", str(folder), *options), out

    def _variables(self) -> dict[str, str]:
        return measure.environment(self.place / "home")


def _written(out: Path, pattern: str) -> list[float]:
    """When the files were written, in order, on time.time()."""
    return sorted(path.stat().st_mtime for path in out.glob(pattern))


def _run_of(out: Path, cost: Cost, jobs: int) -> Run:
    """Scorecards from that with which every job has written one; sheets as far as they are written after the last scorecard."""
    cards, sheets = _written(out, "scorecards/*.json"), _written(out, "sheets/*.html")
    grading = (cards[-1] - cards[jobs - 1]) / max(1, len(cards) - jobs)
    return Run(cost, grading, max(0.0, sheets[-1] - max(sheets[0], cards[-1])) / max(1, len(sheets) - 1))


def check_marks(out: Path, count: int) -> None:
    """Raises BenchmarkError when a scorecard is missing or not full marks."""
    paths = list((out / "scorecards").glob("*.json"))
    for path in paths:
        card = json.loads(path.read_bytes())
        if card["points"] != card["possible"] or not card["complete"]:
            raise BenchmarkError(f"{path.stem} got {card['points']:g} of {card['possible']:g}: a benchmark of a wrong run says nothing.")
    if len(paths) != count or len(list((out / "sheets").glob("*.html"))) != count:
        raise BenchmarkError(f"{len(paths)} of {count} hand-ins were graded: a benchmark of a wrong run says nothing.")
