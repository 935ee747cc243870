"""A packed kit for each assignment, and a machine that has NumPy and nothing else."""

from __future__ import annotations

import functools
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import assignment_file as assignments
from graders.folders import Folders
from kit.pack import kit

FOLDERS = Folders.of_clone()


@functools.cache
def packed(slug: str) -> dict[str, bytes]:
    return kit(assignments.load(FOLDERS.assignments, slug), FOLDERS)


@pytest.fixture(scope="session")
def kit_of() -> Callable[[str], dict[str, bytes]]:
    """Path in the kit -> bytes."""
    return packed


@pytest.fixture
def kit_folder(tmp_path: Path) -> Path:
    """The kit of hidden_markov_models, as a student unpacks it."""
    folder = tmp_path / "kit"
    folder.mkdir()
    for name in ("hidden_markov_models.pyz", "starter.py", "starter.ipynb"):
        (folder / name).write_bytes(packed("hidden_markov_models")[name])
    return folder


AS_A_PROGRAM = """
import runpy, sys
sys.argv.pop(0)
sys.path[0] = sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class Bare:
    """Runs a kit where NumPy is all that is installed; the environment is empty but for what Python needs."""

    def __init__(self, packages: Path) -> None:
        spec = importlib.util.find_spec("numpy")
        assert spec is not None
        assert spec.submodule_search_locations is not None
        numpy = Path(spec.submodule_search_locations[0])
        packages.mkdir()
        for place in (numpy, numpy.with_name("numpy.libs")):
            if place.exists():
                (packages / place.name).symlink_to(place)
        self.environment = {"PYTHONPATH": str(packages), "PATH": os.defpath, "HOME": str(packages)}

    def command(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-S", *map(str, words)]

    def __call__(self, *words: str | Path, folder: Path | None = None, begin: str = "") -> subprocess.CompletedProcess[str]:
        """begin: code to run in front of the program."""
        command = self.command(*words)
        if begin:
            command = [sys.executable, "-S", "-c", begin + AS_A_PROGRAM, *map(str, words)]
        return subprocess.run(command, env=self.environment, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def bare(tmp_path: Path) -> Bare:
    return Bare(tmp_path / "packages")
