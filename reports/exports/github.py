"""`github`: for GitHub Actions. STUDENT--SLUG.md goes to $GITHUB_STEP_SUMMARY, STUDENT--SLUG.annotations to the log.

Annotations stand on the line of the student's own file where a check's traceback ends, or where the task's code begins.

Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.scorecard import Check, Scorecard, Task

from ..names import card_name
from ..text import cut, visible
from ..words import SYMBOLS
from .class_of import Class, number

_MOST = 50  # annotations; GitHub shows ten of a kind a step


def export(class_: Class) -> Iterator[tuple[str, str]]:
    for card in class_.each():
        yield f"{card_name(card)}.md", summary(card)
        yield f"{card_name(card)}.annotations", "".join(f"{line}\n" for line in workflow_commands(card))


def summary(card: Scorecard) -> str:
    """Markdown: the points, and a table a task. Whatever a student wrote stays text."""
    lines = [f"## {_plain(card.title)}: {number(card.points)} of {number(card.possible)} points", ""]
    if not card.complete:
        lines += ["Some checks are not graded yet. They are no zeros.", ""]
    lines += [f"- {_plain(note)}" for note in card.submission.notes[:20]]
    for task in card.tasks:
        lines += [
            "",
            f"### {_plain(task.title)} ({number(task.points)} of {number(task.possible)})",
            "",
            "| | check | points |",
            "|---|---|---|",
        ]
        lines += [_line(check) for check in task.checks]
    return "\n".join(lines) + "\n"


def _line(check: Check) -> str:
    said = " ".join(_plain(text) for text in (check.rationale, check.hint) if text and check.outcome != "passed")
    hidden = " (hidden)" if check.hidden else ""
    title = _plain(check.title) + hidden + (f"<br>{said}" if said else "")
    return f"| {SYMBOLS[check.outcome]} {check.outcome} | {title} | {number(check.points)} of {number(check.possible)} |"


def _plain(text: str) -> str:
    """Text on one line that Markdown and HTML leave alone."""
    flat = cut(" ".join(visible(text).split()), 600)
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return re.sub(r"([\\`*_{}\[\]()+!|~$-])", r"\\\1", flat)


def workflow_commands(card: Scorecard) -> Iterator[str]:
    """Workflow commands: an error for each failed check, a warning for what is ungraded."""
    told = 0
    for task in card.tasks:
        for check in task.checks:
            if check.outcome in ("failed", "ungraded") and told < _MOST:
                told += 1
                kind = "error" if check.outcome == "failed" else "warning"
                where = ",".join(f"{key}={_escaped(str(value), more=True)}" for key, value in _place(task, check).items())
                said = " ".join(text for text in (check.rationale, check.hint) if text) or check.outcome
                yield f"::{kind} {where}{',' if where else ''}title={_escaped(f'{task.title}: {check.title}', more=True)}::{_escaped(said)}"


def _place(task: Task, check: Check) -> dict[str, str | int]:
    traceback = check.evidence.get("traceback")
    frame = traceback[-1] if isinstance(traceback, list) and traceback and isinstance(traceback[-1], dict) else {}
    if not check.hidden and isinstance(frame.get("line"), int) and str(frame.get("file", "")).endswith(".py"):
        return {"file": str(frame["file"]), "line": frame["line"]}
    if task.code is not None and task.code.file.endswith(".py"):
        return {"file": task.code.file, "line": task.code.line}
    return {}


def _escaped(text: str, *, more: bool = False) -> str:
    """As a workflow command needs it, so that no text of a student can start another command. more: in a property."""
    flat = visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return flat.replace(":", "%3A").replace(",", "%2C") if more else flat
