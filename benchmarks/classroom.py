"""Classes of N hand-ins: modules, or notebooks of the same code. Every student is right, and no two files are the same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .coursework import FRAMEWORKS, Coursework


@dataclass(frozen=True)
class Kind:
    """A kind of hand-in."""

    framework: str
    notebook: bool = False

    @property
    def name(self) -> str:
        return f"{FRAMEWORKS[self.framework]} {'notebook' if self.notebook else 'module'}"

    @property
    def ending(self) -> str:
        return ".ipynb" if self.notebook else ".py"

    def text(self, work: Coursework, number: int) -> str:
        """What student `number` hands in."""
        if self.notebook:
            return notebook_text(student_cells(work, self.framework, number))
        return f"# student {number}\n{work.sources[self.framework]}"


def student_name(number: int) -> str:
    return f"s{number:04d}"


def write_class(folder: Path, work: Coursework, kind: Kind, count: int) -> Path:
    """A folder as `assay grade` takes it. Returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"{student_name(number)}{kind.ending}").write_text(kind.text(work, number), encoding="utf-8")
    return folder


# ---- notebooks: the same file goes to nbgrader and to Assay ----

Cell = tuple[str, str, dict[str, Any]]  # type, source, nbgrader's metadata


def student_cells(work: Coursework, framework: str, number: int) -> list[Cell]:
    """What a student hands in: answers in the solution cells; of the test cells they never saw more than the first line."""
    parts = work.parts(framework)
    cells: list[Cell] = [("markdown", f"# Coursework of student {number}", {})]
    cells += [("code", part, _solution(place)) for place, part in enumerate(parts)]
    return cells + [("code", f"# checks of {task}", _checks(task)) for task in work.tasks]


def teacher_cells(work: Coursework, framework: str) -> list[Cell]:
    """The notebook from which nbgrader makes the assignment: solutions, and hidden tests that make the calls that Assay makes."""
    cells: list[Cell] = [("markdown", "# Coursework", {})]
    for place, part in enumerate(work.parts(framework)):
        cells.append(("code", f"### BEGIN SOLUTION\n{part}\n### END SOLUTION", _solution(place)))
    for task in work.tasks:
        hidden = f'import bare\nbare.check(".", "{task}", {task}, "{framework}")'
        cells.append(("code", f"# checks of {task}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS", _checks(task)))
    return cells


def _solution(place: int) -> dict[str, Any]:
    return {"grade": False, "grade_id": f"part{place}", "locked": False, "schema_version": 3, "solution": True, "task": False}


def _checks(task: str) -> dict[str, Any]:
    return {"grade": True, "grade_id": f"checks-{task}", "locked": True, "points": 1, "schema_version": 3, "solution": False, "task": False}


def notebook_text(cells: list[Cell]) -> str:
    """An .ipynb file, format 4.5."""
    pages = []
    for place, (kind, source, marks) in enumerate(cells):
        metadata = {"nbgrader": marks} if marks else {}
        page: dict[str, Any] = {"cell_type": kind, "id": f"cell-{place}", "metadata": metadata, "source": source}
        if kind == "code":
            page |= {"execution_count": None, "outputs": []}
        pages.append(page)
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": spec, "language_info": {"name": "python"}}
    return json.dumps({"cells": pages, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1)
