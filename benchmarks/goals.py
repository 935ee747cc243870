"""What Assay is to reach, beside what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

OVERHEAD_MS = {"NumPy module": 15, "torch module": 40, "TensorFlow module": 60, "torch notebook": 150}
NOTEBOOKS_TIMES = {1: 20, 2: 35}  # jobs -> times the throughput of nbgrader
MODULES_TIMES = 60
GROWTH_PERCENT = 10
MEMORY_KB = 20
SHEETS_SECONDS = 60  # 1,000 of them


@dataclass(frozen=True)
class Goal:
    """One sentence with a number. measured: every round; the median is judged. limit: at most, or at least with `least`."""

    what: str
    measured: Sequence[float]
    limit: float
    unit: str
    least: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.measured)

    @property
    def reached(self) -> bool:
        return self.median >= self.limit if self.least else self.median <= self.limit

    @property
    def clear(self) -> bool:
        """Did every round come out on the same side?"""
        return len({value >= self.limit for value in self.measured}) == 1


@dataclass
class Findings:
    """What a section of the benchmark found. tables: (title, columns, rows). sentences: what to know beside them."""

    tables: list[tuple[str, list[str], list[list[str]]]] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def middle(values: Sequence[float], scale: float = 1.0, digits: int = 0) -> str:
    """The median in words; a dash where nothing was measured."""
    return f"{statistics.median(values) * scale:,.{digits}f}" if values else "-"


def spread(values: Sequence[float], scale: float = 1.0, digits: int = 0) -> str:
    return f"{min(values) * scale:,.{digits}f} to {max(values) * scale:,.{digits}f}" if values else "-"
