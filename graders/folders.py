"""Where things lie: the folders of the clone that Assay runs from, and what a course may put in their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERSION = "0.1.0"


@dataclass(frozen=True)
class Folders:
    """assignments: their YAML files and handouts. fixtures: the ground truth."""

    assignments: Path
    fixtures: Path

    @classmethod
    def of_clone(cls, fixtures: Path | None = None) -> Folders:
        """The folders of this clone; fixtures: a course's own, from `--fixtures`."""
        root = Path(__file__).resolve().parent.parent
        return cls(root / "assignments", fixtures or root / "fixtures")
