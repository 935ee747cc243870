"""`github`: for GitHub Actions. STUDENT--SLUG.md goes to $GITHUB_STEP_SUMMARY, STUDENT--SLUG.annotations to the log.

Annotations stand on the line of the student's own file where a check's traceback ends, or where the task's code begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..github import summary, workflow_commands
from ..names import card_name
from .class_of import Class


def export(class_: Class) -> Iterator[tuple[str, str]]:
    for card in class_.each():
        yield f"{card_name(card)}.md", summary(card)
        yield f"{card_name(card)}.annotations", "".join(f"{line}\n" for line in workflow_commands(card))
