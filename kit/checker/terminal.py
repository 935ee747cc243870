"""`python SLUG.pyz FILE [TASK ...]`: the public checks in a terminal, or for CI."""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import secrets
import shutil
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graders.errors import GraderError
from graders.files import check_output, write_whole
from graders.folders import VERSION
from graders.scorecard import Scorecard

from . import contents as kit
from . import told
from .checking import check_file, chosen
from .watching import changes

COLOURS = {"passed": "32", "failed": "31", "skipped": "33", "ungraded": "35", "bold": "1", "dim": "2"}
_UNSEEN = re.compile("[^\\x20-\\x7e\\xa0-\U0010ffff\n\t]")


def main(arguments: Sequence[str] | None = None, program: str | None = None) -> int:
    """Check a file, and return the exit status. Errors are a sentence and a remedy."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows no ✓ shows ?
    try:
        contents = kit.load()
        parser = _parser(contents, program or Path(sys.argv[0]).name)
        asked = parser.parse_args(arguments)
        if asked.file is None:
            parser.error("say which file to check, for example starter.py")
        only = chosen(asked.tasks, contents)
        if not asked.watch:
            return _check(asked, contents, only)
        return _watch(asked, contents, only)
    except GraderError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _parser(contents: kit.Contents, program: str) -> argparse.ArgumentParser:
    assignment = contents.page.assignment
    parser = argparse.ArgumentParser(
        prog=f"python {program}",
        description=f"{assignment.title}: checks your work on your own machine, offline, with the public checks.",
        epilog=f"Tasks: {', '.join(task.name for task in assignment.tasks)}. "
        "Exit status: 0 all passed, 1 some failed, 2 something could not be checked. "
        "Your code runs with your rights, as if you ran it yourself.",
    )
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="your .py, .ipynb or .zip file, or its folder")
    parser.add_argument("tasks", metavar="TASK", nargs="*", default=[], help="check these tasks only")
    parser.add_argument("--watch", action="store_true", help="check again whenever the file is saved; Ctrl-C ends it")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write the score sheet there")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the scorecard there")
    parser.add_argument("--junit", metavar="FILE", type=Path, help="write JUnit XML there, for CI")
    parser.add_argument("--github", action="store_true", help="for GitHub Actions: annotations, and the step's summary")
    version = f"Assay {VERSION}, {assignment.slug}, fixtures {contents.fixture.sha256[:12]}"
    parser.add_argument("--version", action="version", version=version)
    return parser


def _watch(asked: argparse.Namespace, contents: kit.Contents, only: frozenset[str]) -> int:
    """Check now and whenever the file changes, until Ctrl-C. The status of the last check."""
    status = 2
    try:
        for _ in changes(asked.file):
            print(f"\n{'-' * 20} {time.strftime('%H:%M:%S')} {'-' * 20}")
            try:
                status = _check(asked, contents, only)
            except GraderError as error:  # half a file: the next save may mend it
                print(error, file=sys.stderr)
                status = 2
            print("\nWaiting for the file to be saved; Ctrl-C ends this.", flush=True)
    except KeyboardInterrupt:
        print()
    return status


def _check(asked: argparse.Namespace, contents: kit.Contents, only: frozenset[str]) -> int:
    outputs: list[tuple[Path | None, Callable[[Scorecard], str]]] = [(asked.json, to_json), (asked.junit, _junit), (asked.html, _sheet)]
    for path, _ in outputs:
        if path is not None:
            check_output(path)
    card = check_file(asked.file, contents, only, _progress())
    word = secrets.token_hex(16)  # GitHub obeys commands that stand in the output; between these two lines it obeys none
    print(*([f"::stop-commands::{word}"] if asked.github else []), shown(card, contents.withheld(only), colour=_has_colour()), sep="\n")
    if asked.github:
        print(f"::{word}::")
    for path, text in outputs:
        if path is not None:
            write_whole(path, text(card))
            print(f"Written: {path}")
    if asked.github:
        _tell_github(card, asked.file)
    return told.status(card)


def _progress() -> Callable[[str], None] | None:
    """Tells on the terminal what is being checked, on a line that the next one takes the place of."""
    if not sys.stderr.isatty():
        return None

    def told(task: str) -> None:
        print(f"\r\x1b[K{f'Checking {task} ...' if task else ''}", end="", file=sys.stderr, flush=True)

    return told


# ---- what is shown ----


def shown(card: Scorecard, withheld: Sequence[kit.Withheld], *, colour: bool) -> str:
    """All of a scorecard, as wide as the terminal."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)

    def painted(text: str, kind: str) -> str:
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m" if colour else text

    rows = [f"{painted(card.title, 'bold')}, {card.framework}, {card.made.seconds:.1f} s"]
    rows += _wrapped([f"While loading: {note}" for note in card.submission.notes[:10]], "  ", width)
    for task in card.tasks:
        rows += ["", f"{painted(task.name, 'bold')}  {task.title}: {told.heading(task, withheld)}"]
        for line in told.lines(task, card.submission.notes):
            rows.append(f"  {painted(f'{told.SIGNS[line.outcome]} {line.outcome}', line.outcome)}  {line.title} ({line.points})")
            rows += _wrapped(line.below, " " * 6, width)
    return "\n".join([*rows, "", told.closing(card, withheld)])


def _wrapped(texts: Sequence[str], indent: str, width: int) -> list[str]:
    """Texts that may hold a student's own words, so nothing in them can act on the terminal."""
    safe = [_UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text) for text in texts]
    return [
        row
        for text in safe
        for part in text.split("\n")
        for row in textwrap.wrap(part, max(width, 40), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) or [""]
    ]


def _has_colour() -> bool:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return False
    if os.name == "nt":
        os.system("")  # it switches the colours of Windows' terminal on
    return True


# ---- what is written ----


def to_json(card: Scorecard) -> str:
    """The scorecard as JSON. A number that JSON does not know becomes null."""
    return json.dumps(_plain(asdict(card)), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _junit(card: Scorecard) -> str:
    from reports.junit import render_junit

    return render_junit(card)


def _sheet(card: Scorecard) -> str:
    from reports.sheet import render_sheet

    withheld = kit.load().withheld(frozenset(task.name for task in card.tasks))
    return render_sheet(card, remark=told.closing(card, withheld))


def _tell_github(card: Scorecard, file: Path) -> None:
    from reports.github import summary, workflow_commands

    folder = file if file.is_dir() else file.parent
    for line in workflow_commands(card, folder.as_posix()):
        print(line)
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(place).open("a", encoding="utf-8") as page:
            page.write(summary(card))
