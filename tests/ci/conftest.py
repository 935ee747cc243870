"""A submitted repository with everything in the way, the kit, and a stand-in for the staff repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import assignment_file as assignments
from graders.folders import Folders
from kit.pack import checker

ROOT = Path(__file__).resolve().parents[2]
SLUG = "hidden_markov_models"
RIGHT = ROOT / "tests" / "submissions" / SLUG / "right" / "numpy_vectorised.py"
IN_THE_WAY = (
    *("numpy.py", "json.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "assay.py", "check.py", "venv.py"),
    *("torch/__init__.py", "graders/__init__.py", "reports/__init__.py", "fixtures/__init__.py", "tests/test_mine.py"),
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def pyz() -> bytes:
    folders = Folders.of_clone()
    return checker(assignments.load(folders.assignments, SLUG), folders)


@pytest.fixture
def repository(tmp_path: Path, pyz: bytes) -> Path:
    """A right submission among files that would stop or mark whoever ran them by mistake."""
    folder = tmp_path / "submitted"
    for name in IN_THE_WAY:
        write(folder / name, f"open({str(tmp_path / 'met')!r}, 'a').write(__name__)\nraise SystemExit('in the way')\n")
    write(folder / ".github/workflows/mine.yml", "on: pull_request_target\n")
    write(folder / ".github/actions", "no folder")
    write(folder / "tests/hidden.json", "{}")
    (folder / f"{SLUG}.py").write_bytes(RIGHT.read_bytes())
    (folder / f"{SLUG}.pyz").write_bytes(pyz)
    return folder


@pytest.fixture(scope="session")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of Assay with one assignment, and fixtures of the course in private/."""
    folder = tmp_path_factory.mktemp("staff")
    ignored = shutil.ignore_patterns("__pycache__", "gradescope")
    for room in ("graders", "reports", "reference"):
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    shutil.copytree(ROOT / "kit", folder / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    for file in (
        *ROOT.glob("*.py"),
        ROOT / "pyproject.toml",
        ROOT / "constraints.txt",
        *ROOT.glob("fixtures/*.py"),
        *ROOT.glob("assignments/*.py"),
    ):
        write(folder / file.relative_to(ROOT), file.read_text(encoding="utf-8"))
    shutil.copytree(ROOT / "assignments" / SLUG, folder / "assignments" / SLUG, ignore=ignored)
    shutil.copytree(ROOT / "fixtures" / SLUG, folder / "private" / SLUG, ignore=ignored)
    git = ["git", "-c", "user.name=staff", "-c", "user.email=staff@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "--all"], ["commit", "-q", "-m", "The course"]):
        subprocess.run([*git, *words], cwd=folder, check=True, timeout=60)
    return folder


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python that notes with which environment it was started, and its parent."""
    path = tmp_path / "python"
    note = f"{{ env; tr '\\0' '\\n' <\"/proc/$PPID/environ\"; }} >>'{tmp_path / 'environments'}'"
    path.write_text(f'#!/bin/sh\n{note}\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def check(repository: Path, tmp_path: Path, python: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run check.sh as a CI system would, with a part and settings."""
    plain = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "ASSAY_PYTHON": str(python), "ASSAY_ASSIGNMENT": SLUG}

    def run(*parts: str, shell: str = "sh", **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {**plain, "PYTHONPATH": str(repository), "ASSAY_KIT": f"{SLUG}.pyz", **settings}
        command = [*shell.split(), str(ROOT / "examples/ci/sh/check.sh"), *parts]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, timeout=120, check=False)

    return run
