"""A scorecard for GitHub Actions: the step's summary in Markdown, and annotations as workflow commands.

Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from graders.scorecard import Check, Scorecard, Task

from .text import cut, points, visible
from .words import SYMBOLS

_MOST = 50  # annotations; GitHub shows ten of a kind a step


def summary(card: Scorecard) -> str:
    """Markdown: the points, and a table a task. Whatever a student wrote stays text."""
    lines = [f"## {_plain(card.title)}: {points(card.points)} of {points(card.possible)} points", ""]
    if not card.complete:
        lines += ["Some checks are not graded yet. They are no zeros.", ""]
    lines += [f"- {_plain(note)}" for note in card.submission.notes[:20]]
    for task in card.tasks:
        lines += [
            "",
            f"### {_plain(task.title)} ({points(task.points)} of {points(task.possible)})",
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
    return f"| {SYMBOLS[check.outcome]} {check.outcome} | {title} | {points(check.points)} of {points(check.possible)} |"


def _plain(text: str) -> str:
    """Text on one line that Markdown and HTML leave alone."""
    flat = cut(" ".join(visible(text).split()), 600)
    flat = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return re.sub(r"([\\`*_{}\[\]()+!|~$-])", r"\\\1", flat)


def workflow_commands(card: Scorecard, folder: str = ".") -> Iterator[str]:
    """Workflow commands: an error for each failed check, a warning for what is ungraded. folder: of the files, seen from the repository."""
    told = 0
    for task in card.tasks:
        for check in task.checks:
            if check.outcome in ("failed", "ungraded") and told < _MOST:
                told += 1
                kind = "error" if check.outcome == "failed" else "warning"
                where = ",".join(f"{key}={_escaped(str(value), more=True)}" for key, value in _place(task, check, folder).items())
                said = " ".join(text for text in (check.rationale, check.hint) if text) or check.outcome
                yield f"::{kind} {where}{',' if where else ''}title={_escaped(f'{task.title}: {check.title}', more=True)}::{_escaped(said)}"


def _place(task: Task, check: Check, folder: str) -> dict[str, str | int]:
    """The file and line that an annotation stands on; of a notebook, whose lines nobody knows, the file."""
    traceback = check.evidence.get("traceback")
    frame = traceback[-1] if isinstance(traceback, list) and traceback and isinstance(traceback[-1], dict) else {}
    if not check.hidden and isinstance(frame.get("line"), int) and str(frame.get("file", "")).endswith(".py"):
        return {"file": _path(folder, str(frame["file"])), "line": frame["line"]}
    if task.code is None:
        return {}
    file, cell, _ = task.code.file.partition(", cell ")
    return {"file": _path(folder, file)} if cell else {"file": _path(folder, file), "line": task.code.line}


def _path(folder: str, file: str) -> str:
    return PurePosixPath(folder, file).as_posix()


def _escaped(text: str, *, more: bool = False) -> str:
    """As a workflow command needs it, so that no text of a student can start another command. more: in a property."""
    flat = visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return flat.replace(":", "%3A").replace(",", "%2C") if more else flat
