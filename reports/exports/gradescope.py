"""`gradescope`: a results.json a submission, as a Gradescope autograder writes it to /autograder/results.

Hidden checks get the visibility `after_published`; what is ungraded is left out of the score and said so at the top, so that it is no zero.

Source: gradescope-autograders.readthedocs.io, "Autograder Specifications".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graders.scorecard import Check, Scorecard, Task

from ..names import card_name
from ..text import visible
from .class_of import Class

_STATUS = {"passed": "passed", "failed": "failed", "skipped": "failed"}


def export(class_: Class) -> Iterator[tuple[str, str]]:
    for card in class_.each():
        yield f"{card_name(card)}/results.json", render(card)


def render(card: Scorecard) -> str:
    """The text of one results.json."""
    page: dict[str, Any] = {
        "execution_time": card.made.seconds,
        "output": _said(card),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(task, check, f"{i}.{j}") for i, task in enumerate(card.tasks, 1) for j, check in enumerate(task.checks, 1)],
        "extra_data": {"assay": card.made.assay, "assignment": card.assignment, "complete": card.complete, "fixtures": card.made.fixtures},
    }
    if card.complete:
        page["score"] = card.points
    return json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _said(card: Scorecard) -> str:
    notes = [visible(note) for note in card.submission.notes]
    if not card.complete:
        notes.insert(0, "Some checks are not graded yet. They are no zeros: the score will follow.")
    return "\n".join(notes)


def _test(task: Task, check: Check, number: str) -> dict[str, Any]:
    test: dict[str, Any] = {"name": visible(f"{task.title}: {check.title}"), "number": number, "max_score": check.possible}
    if check.outcome in _STATUS:
        test |= {"score": check.points, "status": _STATUS[check.outcome]}
    output = "\n".join(visible(text) for text in (check.rationale, check.hint) if text)
    test |= {"output": output, "visibility": "after_published" if check.hidden else "visible", "extra_data": {"outcome": check.outcome}}
    return test
