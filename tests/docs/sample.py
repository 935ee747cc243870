"""A small copy of the project to run documented commands in: two short assignments, and a class of two students who have been graded.

The copy has the project's own code. Its assignments are cut down to a task or two, so that building, verifying and auditing all of them
takes seconds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import yaml

from tests.test_contributing import BLOCK

ROOT = Path(__file__).resolve().parents[2]
TASKS = {"hidden_markov_models": {"viterbi"}, "responsible_generation": {"short_answers"}}
SLOWEST = 120  # seconds for one command
_NOT_COPIED = {"tests", "docs", "benchmarks", "build", "examples"}

RIGHT = """
import numpy as np


def viterbi(A, B, pi, observations):
    with np.errstate(divide="ignore"):
        step, seen, score = np.log(A), np.log(B), np.log(pi)
    score, back = score + seen[:, observations[0]], []
    for symbol in observations[1:]:
        ways = score[:, None] + step
        back.append(ways.argmax(axis=0))
        score = ways.max(axis=0) + seen[:, symbol]
    path = [int(score.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return np.array(path[::-1]), float(score.max())
"""
WRONG = RIGHT.replace("path.append(int(came_from[path[-1]]))", "path.append(int(came_from.argmax()))")
ROSTER = "Student,ID,SIS User ID,SIS Login ID,Section\nAda,1,,ada,1\nGrace,2,,grace,1\nHedy,3,,hedy,1\n"


def make(folder: Path) -> Path:
    """The copy, with `class/`, `hmm.ipynb`, `roster.csv`, and `out/` and `out-before/` as `assay grade` writes them."""
    _copy_code(folder)
    for slug, tasks in TASKS.items():
        shutil.copytree(ROOT / "assignments" / slug, folder / "assignments" / slug)
        _cut(folder / "assignments" / slug, tasks)
    run("assay fixtures build", folder)
    (folder / "class").mkdir()
    (folder / "class" / "ada.py").write_text(RIGHT)
    (folder / "class" / "grace.ipynb").write_text(_notebook(WRONG))
    (folder / "hmm.ipynb").write_text(_notebook(RIGHT))
    (folder / "roster.csv").write_text(ROSTER)
    run("assay grade class/ --assignment hidden_markov_models --out out", folder)
    shutil.copytree(folder / "out", folder / "out-before")
    return folder


def run(line: str, folder: Path, *, status: int = 0, project: Path | None = None) -> str:
    """Run one command line in a copy, or in a folder of it, and give what it printed. Fails where it ends with another exit status."""
    path = f"{Path(sys.prefix) / 'bin'}:/usr/bin:/bin"
    ours = {"PATH": path, "PYTHONPATH": str(project or folder), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    kept = {name: text for name, text in os.environ.items() if name.endswith("_NUM_THREADS") or name.startswith("TF_")}
    answers = "1\n\n" * 40  # whatever is asked for points, and for a comment
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=kept | ours, input=answers, capture_output=True, text=True, timeout=SLOWEST, check=False
    )
    assert done.returncode == status, f"`{line}` ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def write_new_assignment(folder: Path) -> None:
    """The files that CONTRIBUTING.md asks its reader to write."""
    for found in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text()):
        path = folder / found["path"]
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(found["text"]))


def write_answers(kit: Path) -> None:
    """Fill in a student kit as a good student does."""
    (kit / "starter.py").write_text(RIGHT)
    (kit / "starter.ipynb").write_text(_notebook(RIGHT))


def _copy_code(folder: Path) -> None:
    for name in ("assay.py", "assay_pytest.py"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    for room in sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name not in _NOT_COPIED):
        whole = room.name not in ("assignments", "fixtures")  # of these only the code, without the data
        ignored = shutil.ignore_patterns("__pycache__") if whole else lambda path, names: _not_code(Path(path), names)
        shutil.copytree(room, folder / room.name, ignore=ignored)


def _not_code(path: Path, names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".py")}


def _cut(assignment: Path, tasks: set[str]) -> None:
    """Take the other tasks out of an assignment, and their equivalents."""
    page = assignment / "assignment.yaml"
    whole = yaml.safe_load(page.read_text())
    whole["tasks"] = [task for task in whole["tasks"] if task["entry"].split("(")[0] in tasks]
    page.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
    page = assignment / "equivalents.yaml"
    if page.exists():
        kept = [one for one in yaml.safe_load(page.read_text())["equivalents"] if one["function"] in tasks]
        page.write_text(yaml.safe_dump({"equivalents": kept}, allow_unicode=True, sort_keys=False)) if kept else page.unlink()


def _notebook(source: str) -> str:
    cell = {"cell_type": "code", "execution_count": None, "id": "answer", "metadata": {}, "outputs": [], "source": source}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
