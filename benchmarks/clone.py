"""A copy of Assay with one assignment more, `doubling`, so that the command that is timed is the command that people use."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import coursework
from .coursework import ROOT
from .errors import BenchmarkError

ROOMS = ("assignments", "fixtures", "graders", "kit", "reference", "reports")


@dataclass(frozen=True)
class Clone:
    """folder: where its `assay.py` lies."""

    folder: Path

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.folder / "assay.py"), *words]


def make_clone(folder: Path) -> Clone:
    """Copy the rooms, add the assignment, build its fixtures. Raises BenchmarkError."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "assay.py", folder)
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    added = folder / "assignments" / "doubling"
    added.mkdir()
    (added / "__init__.py").touch()
    pages = {"assignment.yaml": coursework.YAML, "cases.py": coursework.CASES, "mistakes.py": coursework.MISTAKES}
    for name, text in pages.items():
        (added / name).write_text(text, encoding="utf-8")
    (folder / "reference" / "doubling.py").write_text(coursework.REFERENCE, encoding="utf-8")
    clone = Clone(folder)
    built = subprocess.run(clone.command("fixtures", "build", "doubling"), capture_output=True, text=True, check=False)
    if built.returncode:
        raise BenchmarkError(f"The fixtures of the benchmark's own assignment were not built: {(built.stdout + built.stderr)[-800:]}")
    return clone
