"""`pytest --assay SLUG FILE`: one item a check, in the clone's environment and from a kit."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .conftest import FOLDERS
from .test_checker import HMM, PYZ, right


def run(folder: Path, *words: str, plugin: Path) -> subprocess.CompletedProcess[str]:
    """pytest as a student starts it: none of our own options. plugin: where `assay_pytest` is found."""
    environment = {**os.environ, "PYTHONPATH": str(plugin), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "assay_pytest", "-p", "no:cacheprovider", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=200)


@pytest.fixture
def crowded(kit_folder: Path) -> Path:
    """A repository that has files of its own in the way."""
    (kit_folder / "conftest.py").write_text("")
    for name in ("numpy.py", "graders.py", "reports/__init__.py", "tests/test_mine.py"):
        (kit_folder / name).parent.mkdir(exist_ok=True)
        (kit_folder / name).write_text("def test_of_the_student():\n    pass\n")
    (kit_folder / "mine.py").write_bytes(right(HMM).read_bytes() + b"\ndef viterbi(A, B, pi, observations):\n    return None\n")
    return kit_folder


@pytest.mark.parametrize("kind", ["clone", "kit"])
def test_each_check_is_an_item(kind: str, crowded: Path) -> None:
    plugin = FOLDERS.assignments.parent if kind == "clone" else crowded / PYZ
    ran = run(crowded, "--assay", HMM, "mine.py", "-k", "viterbi or forward", "--junit-xml", "junit.xml", plugin=plugin)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    cases = {case.get("name"): case for case in ET.parse(crowded / "junit.xml").getroot().iter("testcase")}
    assert {name.split(".")[0] for name in cases if name} == {"viterbi", "forward"}
    assert cases["viterbi.slides_path"].find("failure") is not None
    assert cases["viterbi.again"].find("skipped") is not None
    assert not list(cases.get("forward.slides", []))
    assert "viterbi.slides_path: decodes the slides' umbrella days" in ran.stdout


def test_the_first_failure_ends_it(crowded: Path) -> None:
    ran = run(crowded, "--assay", HMM, "mine.py", "-x", "-k", "viterbi", plugin=crowded / PYZ)
    assert "1 failed" in ran.stdout


def test_without_the_option_nothing_changes(crowded: Path) -> None:
    ran = run(crowded, "tests/test_mine.py", plugin=crowded / PYZ)
    assert "1 passed" in ran.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--assay", "gpt", "mine.py"), f"{PYZ} holds the checks of {HMM}, not of gpt. Use --assay {HMM}."),
        (("--assay", HMM, "README.ipynb"), "README.ipynb is"),
    ],
)
def test_misuse_is_a_sentence(words: tuple[str, ...], said: str, crowded: Path) -> None:
    (crowded / "README.ipynb").write_bytes(b"")
    ran = run(crowded, *words, plugin=crowded / PYZ)
    assert ran.returncode != 0
    assert said in " ".join((ran.stdout + ran.stderr).split())
    assert "Traceback" not in ran.stdout + ran.stderr
