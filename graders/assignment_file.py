"""Reads assignments/<slug>/assignment.yaml into an Assignment, and says file, line and key of whatever is wrong in it."""

from __future__ import annotations

import keyword
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import yaml_file
from .assignment import Assignment, Task
from .check import NAME, Check
from .checked import read
from .errors import AssignmentError
from .job import Limits
from .misplaced import Place, nearest
from .quiz import Question


def slugs(root: Path) -> list[str]:
    """The assignments that there are, by folder name."""
    return sorted(path.parent.name for path in root.glob("*/assignment.yaml"))


def load(root: Path, slug: str) -> Assignment:
    """Read one assignment. root: the assignments folder. Raises AssignmentError with file, line, key and remedy."""
    known = slugs(root)
    if slug not in known:
        meant = nearest(slug, known) if known else f"{root} holds none."
        raise AssignmentError(f"There is no assignment `{slug}`. {meant} `assay list` shows what there is.")
    path = root / slug / "assignment.yaml"
    if not NAME.fullmatch(slug) or keyword.iskeyword(slug):
        better = re.sub(r"\W+", "_", slug.lower(), flags=re.ASCII).strip("_0123456789") or "counting"
        raise AssignmentError(
            f"{path}, line 1: the folder's name `{slug}` is made of more than lower-case letters, digits and `_` (a letter first), "
            f"or is a word of Python. Rename the folder, for example to `{better}{'_1' * keyword.iskeyword(better)}`."
        )
    return parse(yaml_file.text_of(path), slug=slug, file=str(path))


def parse(text: str, *, slug: str, file: str) -> Assignment:
    """Check the text of an assignment.yaml. Raises AssignmentError."""
    data, tree = yaml_file.parse(text, file)
    if not isinstance(data, dict):
        raise AssignmentError(f"{file}, line 1: an assignment is a mapping. Write `title:`, `slides:` and `tasks:`.")
    if "slug" in data:
        raise AssignmentError(f"{file}, line {yaml_file.line_of(tree, ('slug',))}: `slug` is the folder's name. Delete the key.")
    try:
        return _with_questions(read(Assignment, {"slug": slug, **data}))
    except ValidationError as error:
        raise AssignmentError(f"{file}, {yaml_file.first_problem(error, tree, _allowed)}") from None


def _with_questions(assignment: Assignment) -> Assignment:
    """The assignment with a check for every question of its quizzes."""
    tasks = (replace(task, checks=(*task.checks, *(question.check() for question in task.quiz))) for task in assignment.tasks)
    return replace(assignment, tasks=tuple(tasks))


def _allowed(place: Place) -> list[str]:
    """The keys of the mapping that holds this place."""
    names = [part for part in place[:-1] if isinstance(part, str)]
    nouns: dict[str, Any] = {"checks": Check, "quiz": Question, "tasks": Task, "limits": Limits}
    noun = nouns.get(names[-1], Assignment) if names else Assignment
    return [field.name for field in fields(noun) if field.name != "slug"]
