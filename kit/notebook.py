"""Makes starter.ipynb: the handout cut into tasks, each with the code to fill in and a cell that checks it.

The cells that check are tagged `skip-grading`: they need the kit, which is not there where the work is graded.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graders.assignment import Assignment, Task

from .sections import divided, for_kit
from .starter import FRAMEWORK, stubs

SKIPPED = "skip-grading"
Cell = dict[str, Any]
Needs = Mapping[str, Collection[str]]


def notebook(assignment: Assignment, reference: Path, handout: str, needs: Needs = MappingProxyType({})) -> str:
    """The text of starter.ipynb, nbformat 4.5; the same arguments give the same bytes. Raises AssignmentError.

    needs: task -> the tasks whose entries its public checks call. Its check stands below the last of them.
    """
    book = {
        "cells": list(_cells(assignment, reference, handout, needs)),
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _cells(assignment: Assignment, reference: Path, handout: str, needs: Needs) -> Iterator[Cell]:
    prose = divided(for_kit(handout, assignment.slug), assignment)
    yield _text("how-to-work", _how(assignment))
    yield _code("get-check", _get_check(assignment), skipped=True)
    yield _code("framework", FRAMEWORK)
    if prose.before:
        yield _text("handout", prose.before)
    written = stubs(assignment, reference, handout)
    waiting = {task.name: {*needs.get(task.name, ()), task.name} & set(written) for task in assignment.tasks if _has_public_checks(task)}
    for number, task in enumerate(assignment.tasks, 1):
        name = f"{number:02}-{task.name[:40]}"
        yield _text(f"{name}-prose", prose.of[task.name] or f"## {task.title}")
        yield _code(f"{name}-code", written[task.name])
        for ready in [one for one, needed in waiting.items() if needed == {task.name}]:
            yield _code(f"{number:02}-check-{ready[:40]}", f"check({ready})", skipped=True)
        waiting = {one: needed - {task.name} for one, needed in waiting.items() if needed != {task.name}}


def _how(assignment: Assignment) -> str:
    return (
        f"# {assignment.title}\n\n"
        "Below, each task has its explanation, a cell to fill in and a cell that checks it. Run the cells from top to bottom. Fill in a "
        "task's cell, run it, and run the check below it. Names and arguments must stay as they are.\n\n"
        f"The checks that you see here are the public ones. `python {assignment.slug}.pyz starter.ipynb` runs all of them at once. Hidden "
        "checks judge your work when it is graded. Hand in this notebook, with the cells that check or without them."
    )


def _get_check(assignment: Assignment) -> str:
    file = f"{assignment.slug}.pyz"
    return (
        f"# In Colab, upload {file} first: the folder symbol on the left, then the arrow. Elsewhere it lies beside this notebook.\n"
        f'import sys; sys.path.append("{file}"); from assay_check import check'
    )


def _has_public_checks(task: Task) -> bool:
    return any(not check.hidden and not check.by_hand for check in task.checks)


def _text(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source.strip().splitlines(keepends=True)}


def _code(name: str, source: str, *, skipped: bool = False) -> Cell:
    metadata = {"tags": [SKIPPED]} if skipped else {}
    lines = source.strip().splitlines(keepends=True)
    return {"cell_type": "code", "execution_count": None, "id": name, "metadata": metadata, "outputs": [], "source": lines}
