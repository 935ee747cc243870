"""The same notebooks in nbgrader and in Assay, and in Assay also as modules of the same code. The sides take turns, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field

from .assay_command import Each
from .bench import Bench
from .classroom import Kind
from .coursework import Coursework, doubling, hidden_markov_models
from .goals import MODULES_TIMES, NOTEBOOKS_TIMES, Findings, Goal, middle, spread
from .nbgrader_course import Graded
from .nbgrader_venv import VERSION

FRAMEWORKS = ("numpy", "torch")
JOBS = (1, 2)


@dataclass
class _Pair:
    """One coursework in one framework. assay: (a notebook?, jobs) -> what one hand-in costs."""

    work: Coursework
    framework: str
    nbgrader: Graded = field(default_factory=Graded)
    assay: dict[tuple[bool, int], Each] = field(default_factory=lambda: {(book, jobs): Each() for book in (True, False) for jobs in JOBS})
    nbgrader_kb: int = 0
    assay_kb: int = 0

    @property
    def label(self) -> str:
        return f"{self.work.slug}: {Kind(self.framework, notebook=True).name}"

    def times(self, book: bool, jobs: int) -> list[float]:
        """How many times as many hand-ins Assay grades in the same time, round by round; never more than can be told from 0.1 ms."""
        pairs = zip(self.nbgrader.wall, self.assay[book, jobs].wall, strict=True)
        return [theirs / max(ours, 1e-4) for theirs, ours in pairs]


def measure_against_nbgrader(bench: Bench) -> Findings:
    pairs = [_Pair(work, framework) for work in (doubling(), hidden_markov_models()) for framework in FRAMEWORKS]
    courses = {id(pair): bench.nbgrader(pair.work, Kind(pair.framework, notebook=True)) for pair in pairs}
    for pair in pairs:
        bench.say(f"{pair.label}, nbgrader generate_assignment")
        courses[id(pair)].make(bench.sizes.nbgrader)
    for number in range(1, bench.sizes.rounds + 1):
        for pair in pairs:
            bench.say(f"{pair.label}, nbgrader autograde, round {number}")
            courses[id(pair)].measure_once(pair.nbgrader, bench.sizes.nbgrader)
            for (book, jobs), each in pair.assay.items():
                kind = Kind(pair.framework, notebook=book)
                bench.say(f"{pair.work.slug}: {kind.name}, assay grade --jobs {jobs}, round {number}")
                bench.assay(pair.work, kind).measure_once(each, bench.sizes.of(pair.work, kind), jobs)
    for pair in pairs:
        bench.say(f"{pair.label}, memory")
        pair.nbgrader_kb = courses[id(pair)].peak_kb()
        pair.assay_kb = bench.assay(pair.work, Kind(pair.framework, notebook=True)).watch(4, jobs=1)[0].peak_kb
    return _findings(pairs)


def _findings(pairs: list[_Pair]) -> Findings:
    found = Findings()
    columns = ["", "grader", "wall [s]", "range", "CPU [s]", "times nbgrader", "range", "start [s]", "memory [MB]"]
    found.tables.append((f"One hand-in, nbgrader {VERSION} and Assay", columns, [row for pair in pairs for row in _rows(pair)]))
    for pair in pairs:
        if pair.work.slug == "doubling":
            name = Kind(pair.framework, notebook=True).name
            for jobs, limit in NOTEBOOKS_TIMES.items():
                words = f"{name}s, {jobs} job{'s' * (jobs > 1)}: hand-ins in the same time as nbgrader"
                found.goals.append(Goal(words, pair.times(True, jobs), limit, "times", least=True))
            for jobs in JOBS:
                many = f"{Kind(pair.framework).name}s, {jobs} job{'s' * (jobs > 1)}"
                words = f"{many}: hand-ins in the same time as nbgrader's notebooks of the same code"
                found.goals.append(Goal(words, pair.times(False, jobs), MODULES_TIMES, "times", least=True))
    found.sentences.append("Same notebook files, same inputs, same number of calls; one thread each. nbgrader grades one after the other.")
    return found


def _rows(pair: _Pair) -> list[list[str]]:
    theirs = pair.nbgrader
    rows = [[
        pair.label, "nbgrader", middle(theirs.wall, 1, 3), spread(theirs.wall, 1, 3), middle(theirs.cpu, 1, 3), "1", "",
        middle(theirs.start, 1, 1), f"{pair.nbgrader_kb / 1024:,.0f}",
    ]]  # fmt: skip
    for (book, jobs), each in pair.assay.items():
        label = f"{pair.work.slug}: {Kind(pair.framework, notebook=book).name}"
        times = pair.times(book, jobs)
        memory = f"{pair.assay_kb / 1024:,.0f}" if book and jobs == 1 else ""
        rows.append([
            label, f"Assay, {jobs} job{'s' * (jobs > 1)}", middle(each.wall, 1, 3), spread(each.wall, 1, 3), middle(each.cpu, 1, 3),
            middle(times, 1, 1), spread(times, 1, 1), middle(each.start, 1, 1), memory,
        ])  # fmt: skip
    return rows
