"""A pytest plugin: `pytest --assay SLUG my.ipynb` shows each public check as a test of its own.

It runs the checker as a program and reads its scorecard, so nothing of Assay is imported into pytest, whatever lies in the repository.
In the clone's environment pytest finds it by itself; from a kit: `PYTHONPATH=SLUG.pyz pytest -p assay_pytest --assay SLUG my.ipynb`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).resolve().parent  # the clone, or the kit's SLUG.pyz


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("assay", "coursework checked by Assay")
    group.addoption("--assay", metavar="SLUG", help="check the .py and .ipynb files that are named against this assignment")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    return _hand_in(file_path, parent) if file_path.suffix == ".ipynb" else None


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Any:
    """A student's module is no file of tests: it is checked, and not imported here."""
    return _hand_in(module_path, parent)


def _hand_in(path: Path, parent: pytest.Collector) -> HandIn | None:
    asked = parent.config.getoption("assay") and parent.session.isinitpath(path)
    return HandIn.from_parent(parent, path=path) if asked else None


class HandIn(pytest.File):
    """A student's file. It is checked when pytest collects it."""

    def collect(self) -> Iterator[Check]:
        card = _scorecard(self.path, self.config.getoption("assay"))
        for task in card["tasks"]:
            for check in task["checks"]:
                yield Check.from_parent(self, name=f"{task['name']}.{check['name']}", check=check)


def _scorecard(path: Path, slug: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="assay-") as folder:
        card = Path(folder, "scorecard.json")
        if HOME.is_dir():
            command = [str(HOME / "assay.py"), "check", str(path), "--assignment", slug]
        elif HOME.stem == slug:
            command = [str(HOME), str(path)]
        else:
            raise pytest.UsageError(f"{HOME.name} holds the checks of {HOME.stem}, not of {slug}. Use --assay {HOME.stem}.")
        run = subprocess.run([sys.executable, *command, "--json", str(card)], capture_output=True, text=True, check=False)
        if not card.exists():
            raise pytest.UsageError((run.stderr or run.stdout).strip() or f"The checker ended with status {run.returncode}.")
        found: dict[str, Any] = json.loads(card.read_text(encoding="utf-8"))
        return found


class Failed(Exception):
    """A check that did not pass: its sentences."""


class Check(pytest.Item):
    """One judged sentence."""

    def __init__(self, *, check: dict[str, Any], **more: Any) -> None:
        super().__init__(**more)
        self._check = check

    def runtest(self) -> None:
        said = "\n".join(text for text in (self._check["rationale"], self._check["hint"]) if text)
        if self._check["outcome"] == "skipped":
            pytest.skip(said)
        if self._check["outcome"] == "ungraded":
            raise RuntimeError(f"This could not be checked, which is no fault of yours. {said}")
        if self._check["outcome"] != "passed":
            raise Failed(said)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        return f"{self._check['title']}\n{excinfo.value}"

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.name}: {self._check['title']}"
