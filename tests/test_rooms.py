"""Habits as tests: import directions, exports, documented commands, points, words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graders import assignment_file as assignments
from graders.folders import Folders

ROOT = Path(__file__).resolve().parent.parent
SLUGS = assignments.slugs(ROOT / "assignments")
ROOMS = ("reference", "assignments", "fixtures", "graders", "reports", "kit")


def sources(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py")) if "__pycache__" not in path.parts]


def test_import_directions_hold() -> None:
    run = subprocess.run(
        ["lint-imports", "--no-cache"], cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout


def _environment() -> dict[str, str]:
    return {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(Path.home())}


def test_only_the_executors_start_processes() -> None:
    """And the audit, whose processes run changed copies of our own reference and no student's code."""
    starters = {
        path.relative_to(ROOT).as_posix()
        for path in sources(*ROOMS)
        if re.search(r"^\s*(import|from) (subprocess|multiprocessing|pty)\b", path.read_text(), re.MULTILINE)
    }
    assert {name for name in starters if not name.startswith("graders/executors/")} == {"fixtures/trials.py"}


def test_nothing_unpickles_or_evaluates() -> None:
    banned = {"pickle", "dill", "joblib", "marshal", "shelve"}
    runners = {ROOT / "graders/worker" / name for name in ("cells.py", "module.py", "surroundings.py")}  # running student code is their job
    for path in sources(*ROOMS):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            assert not banned & set(names), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and path not in runners:
                assert node.func.id not in ("eval", "exec"), f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("np.load", "numpy.load"):
                assert "allow_pickle=False" in ast.unparse(node), f"{path}:{node.lineno}"


@pytest.mark.parametrize("slug", SLUGS)
def test_an_assignment_is_complete_and_worth_100_points(slug: str) -> None:
    folder = ROOT / "assignments" / slug
    one = assignments.load(ROOT / "assignments", slug)
    assert one.points == 100
    written = {"cases.py", "mistakes.py"} if any(not task.quiz for task in one.automatic.tasks) else set()
    assert {"handout.md", *written} <= {path.name for path in folder.iterdir()}
    for task in one.automatic.tasks:
        assert any(not check.hidden for check in task.checks), f"{task.name} has no public check"
        assert any(check.hidden for check in task.checks), f"{task.name} has no hidden check"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_handout_states_every_convention_word_for_word(slug: str) -> None:
    one = assignments.load(ROOT / "assignments", slug)
    handout = " ".join((ROOT / "assignments" / slug / "handout.md").read_text().split())
    for task in one.tasks:
        assert " ".join(task.convention.split()) in handout, task.name
        assert f"{task.name}(" in handout


@pytest.mark.parametrize("slug", SLUGS)
def test_a_numeric_task_has_at_least_three_named_mistakes(slug: str) -> None:
    from graders import fixture_file

    stored = fixture_file.load(Folders.of_clone().fixtures, slug)
    one = assignments.load(ROOT / "assignments", slug)
    for task in one.tasks:
        if any(check.compare == "close" for check in task.checks):
            assert len(stored.hints(task.name)) >= 3, task.name


def test_every_file_is_within_reason() -> None:
    """A file past 320 lines does a second thing. Cases and mistakes are lists, and may be as long as they like."""
    long = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in sources(*ROOMS)}
    data = ("cases.py", "mistakes.py")
    assert {name: count for name, count in long.items() if count > 320 and not name.endswith(data)} == {}
