"""nbgrader in a virtual environment of its own, benchmarks/.venv-nbgrader, so that its versions and ours do not meet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .coursework import ROOT
from .errors import BenchmarkError

VERSION = "0.9.6"
FOLDER = Path(__file__).resolve().parent / ".venv-nbgrader"
_STAMP = FOLDER / ".installed"
_PACKAGES = (f"nbgrader=={VERSION}", "ipykernel", "numpy", "torch==2.13.0")


def installed() -> bool:
    return _STAMP.exists()


def install() -> None:
    """Make the environment, once. Raises BenchmarkError when a package cannot be had."""
    if installed():
        return
    steps = [
        [sys.executable, "-m", "venv", str(FOLDER)],
        [program("pip"), "install", "-qq", "--disable-pip-version-check", "--constraint", str(ROOT / "constraints.txt"), *_PACKAGES],
    ]
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise BenchmarkError(f"nbgrader {VERSION} could not be installed, so nothing is compared with it ({' '.join(said)[:300]}).")
    _STAMP.touch()


def program(name: str) -> str:
    return str(FOLDER / "bin" / name)
