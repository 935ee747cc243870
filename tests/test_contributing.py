"""CONTRIBUTING.md, "An assignment in ten minutes", done as it says in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"\*\*`(?P<path>[\w/.]+)`\*\*.*?```(?:python|yaml)\n(?P<text>.*?)```", re.DOTALL)


def assay(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "assay", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without its two assignments' data, and with the files of CONTRIBUTING.md."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("assay.py", "assay_pytest.py", "assignments", "fixtures", "graders", "kit", "reference", "reports"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    files = {found["path"]: textwrap.dedent(found["text"]) for found in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text())}
    assert sorted(Path(path).name for path in files) == ["assignment.yaml", "cases.py", "counting.py", "mistakes.py"]
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_the_ten_minutes_give_an_assignment_that_grades(copy: Path) -> None:
    built = assay(copy, "fixtures", "build", "counting")
    assert built.returncode == 0, built.stderr
    assert {path.name for path in (copy / "fixtures" / "counting").iterdir()} == {"public.json", "public.npz", "hidden.json", "hidden.npz"}
    right, wrong = copy / "right.py", copy / "wrong.py"
    right.write_text("import numpy as np\ndef totals(x):\n    return np.cumsum(x)\n")
    wrong.write_text("import numpy as np\ndef totals(x):\n    return np.cumsum(np.append(0.0, x[:-1]))\n")
    assert assay(copy, "check", "right.py", "--assignment", "counting").returncode == 0
    told = assay(copy, "check", "wrong.py", "--assignment", "counting")
    assert told.returncode == 1
    assert "Your totals start at zero" in told.stdout


def test_a_mistake_in_a_new_assignment_is_told_with_file_line_and_key(copy: Path) -> None:
    page = copy / "assignments" / "counting" / "assignment.yaml"
    whole = page.read_text()
    page.write_text(whole.replace("compare: unchanged", "compares: unchanged"))
    told = assay(copy, "show", "counting")
    page.write_text(whole)
    assert told.returncode == 1
    assert re.search(r"assignment\.yaml.*line 12.*compares", " ".join(told.stderr.split())), told.stderr
