"""A scorecard as the results.json that a Gradescope autograder writes to /autograder/results.

Hidden checks get the visibility `after_published`; what is ungraded is left out of the score and said so at the top, so that it is no zero.

Source: gradescope-autograders.readthedocs.io, "Autograder Specifications".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graders.scorecard import Check, Scorecard, Task

from .text import visible

_STATUS = {"passed": "passed", "failed": "failed", "skipped": "failed"}
_OPEN = "Some checks are not graded yet. They are no zeros: the score will follow."


def render(
    card: Scorecard, *, said: str = "", score: float | None = None, tells_hidden: bool = True, more: Mapping[str, Any] | None = None
) -> str:
    """The text of one results.json.

    said: what stands at the top instead of the sentence on what is ungraded. score: for a card that is not complete; None leaves the score
    out. tells_hidden: give the rationale and the hint of hidden checks, too. more: for `extra_data`, which only staff see.
    """
    page: dict[str, Any] = {
        "execution_time": card.made.seconds,
        "output": _output(card, said),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(task, check, f"{i}.{j}", tells_hidden) for i, task in enumerate(card.tasks, 1) for j, check in enumerate(task.checks, 1)
        ],
        "extra_data": {
            "assay": card.made.assay,
            "assignment": card.assignment,
            "complete": card.complete,
            "fixtures": card.made.fixtures,
            **(more or {}),
        },
    }
    if card.complete or score is not None:
        page["score"] = card.points if score is None else score
    return json.dumps(page, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _output(card: Scorecard, said: str) -> str:
    first = said or ("" if card.complete else _OPEN)
    return "\n".join(visible(text) for text in (first, *card.submission.notes) if text)


def _test(task: Task, check: Check, number: str, tells_hidden: bool) -> dict[str, Any]:
    test: dict[str, Any] = {"name": visible(f"{task.title}: {check.title}"), "number": number, "max_score": check.possible}
    if check.outcome in _STATUS:
        test |= {"score": check.points, "status": _STATUS[check.outcome]}
    texts = (check.rationale, check.hint) if tells_hidden or not check.hidden else ()
    output = "\n".join(visible(text) for text in texts if text)
    test |= {"output": output, "visibility": "after_published" if check.hidden else "visible", "extra_data": {"outcome": check.outcome}}
    return test
