"""`classroom50`: a result.json a submission (classroom50/result/v1), as its own autograders write it.

Scores there are whole numbers, so points are multiplied by the smallest factor that makes them whole (`points-factor` says which).
What only the classroom knows comes from --set: classroom, commit, release, review, datetime (of the commit), submission.

Source: foundation50/classroom50, schemas/result-v1.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from graders.scorecard import Scorecard

from ..errors import ReportError
from ..names import card_name
from .class_of import Class

_FACTORS = (1, 2, 4, 5, 10, 20, 100)


def export(class_: Class) -> Iterator[tuple[str, str]]:
    about = {
        "classroom": class_.fact("classroom", "advanced-ai-2026"),
        "assignment_type": class_.facts.get("assignment_type", "individual"),
        "submission": class_.fact("submission", "submit/2026-11-20T10-00-00Z"),
        "commit": class_.fact("commit", "4f2a..."),
        "release": class_.fact("release", "https://github.com/.../releases/tag/..."),
        "review": class_.facts.get("review", ""),
        "datetime": class_.fact("datetime", "2026-11-20T10:00:00Z"),
    }
    for card in class_.each():
        if not card.complete:
            said = f"{card.student.id}: something is ungraded, and this format knows no open points."
            raise ReportError(f"{said} Grade the rest first (`assay grade`, `assay mark`).")
        yield f"{card_name(card)}/result.json", render(card, about)


def render(card: Scorecard, about: dict[str, str]) -> str:
    """The text of one result.json."""
    checks = [(task, check) for task in card.tasks for check in task.checks]
    factor = next((f for f in _FACTORS if all((f * value).is_integer() for _, c in checks for value in (c.points, c.possible))), 100)
    page = {
        "schema": "classroom50/result/v1",
        **about,
        "assignment": card.assignment,
        "owner": card.student.id,
        "score": round(factor * card.points),
        "max-score": round(factor * card.possible),
        "points-factor": factor,
        "tests": [
            {
                "test-name": f"{task.title}: {check.title}",
                "passed": check.outcome == "passed",
                "score": round(factor * check.points),
                "max-score": round(factor * check.possible),
            }
            for task, check in checks
        ],
    }
    return json.dumps(page, indent=1, ensure_ascii=False) + "\n"
