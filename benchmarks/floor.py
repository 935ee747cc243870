"""The floor: what the same calls cost without any grading.

`fresh`: a new interpreter for each submission, which imports it and makes the calls (benchmarks/bare.py). `compute`: the student's own
compute alone: executing the module and making the calls, in a process where everything is imported and has run once.
"""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import measure
from .classroom import Kind, write_class
from .coursework import Coursework
from .errors import BenchmarkError

BARE = Path(__file__).resolve().parent / "bare.py"
WARM_ROUNDS = 6


@dataclass
class Floor:
    """Seconds of one submission, over several rounds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    compute: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class BareInterpreter:
    """Runs the module of one coursework and framework. calls: the folder that `write_calls` filled."""

    work: Coursework
    framework: str
    calls: Path
    place: Path

    def measure_once(self, floor: Floor) -> None:
        cost, _ = measure.run(self._command(1), self.place, self._variables())
        floor.wall.append(cost.wall)
        floor.cpu += [cost.cpu] if cost.cpu is not None else []
        _, printed = measure.run(self._command(WARM_ROUNDS), self.place, self._variables())
        told = json.loads(printed.splitlines()[-1])
        if told["wrong"]:
            wrong = f"{told['wrong']} answers of the {self.framework} module are wrong"
            raise BenchmarkError(f"{wrong}: a benchmark of a wrong run says nothing.")
        floor.compute.append(statistics.median(told["seconds"][1:]))

    def peak_kb(self) -> int:
        return measure.watch(self._command(1), self.place, self._variables()).peak_kb

    def _command(self, rounds: int) -> list[str]:
        folder = write_class(self.place / "floor", self.work, Kind(self.framework), 1)
        return [sys.executable, str(BARE), str(self.calls), str(folder / "s0001.py"), str(rounds)]

    def _variables(self) -> dict[str, str]:
        return measure.environment(self.place / "home")
