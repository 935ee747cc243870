"""Reads OUT/scorecards and writes OUT/sheets, OUT/index.html and OUT/grades.csv. A file is there whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from graders.scorecard import Scorecard

from .class_page import render_class_page
from .errors import ReportError
from .grades_csv import render_csv
from .names import card_name
from .sheet import render_sheet


def write_all(out: Path, cards: Sequence[Scorecard], not_graded: Sequence[dict[str, str]]) -> list[Path]:
    """Every file of the report; the paths written. Raises ReportError."""
    check_names(cards)
    return [*(write_sheet(out, card) for card in cards), *write_class(out, cards, not_graded)]


def write_sheet(out: Path, card: Scorecard) -> Path:
    """OUT/sheets/STUDENT--SLUG.html. Raises ReportError when it cannot be written."""
    return _put(out / "sheets" / f"{card_name(card)}.html", render_sheet(card).encode())


def write_class(out: Path, cards: Sequence[Scorecard], not_graded: Sequence[dict[str, str]]) -> list[Path]:
    """OUT/index.html and OUT/grades.csv (UTF-8 with a byte order mark, for Excel)."""
    return [
        _put(out / "index.html", render_class_page(cards, not_graded).encode()),
        _put(out / "grades.csv", render_csv(cards).encode("utf-8-sig")),
    ]


def check_names(cards: Sequence[Scorecard]) -> None:
    """Raise ReportError when two scorecards are of one student and one assignment: one sheet would overwrite the other."""
    names = Counter(card_name(card) for card in cards)
    twice = sorted(name for name, n in names.items() if n > 1)
    if twice:
        raise ReportError(f"Two scorecards are for {twice[0]}. Keep one of them here, and move the other to an OUT folder of its own.")


def load_cards(out: Path) -> list[Scorecard]:
    """Every scorecard of OUT/scorecards, in the order of file names. Raises ReportError that names the file at fault."""
    folder = out / "scorecards"
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that `assay grade` wrote to, or run `assay grade` first.")
    return [_card(path) for path in sorted(folder.glob("*.json"))]


def _card(path: Path) -> Scorecard:
    try:
        return Scorecard.from_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ReportError(f"{path} is not a scorecard: {place}: {first['msg']}. Delete the file and grade this hand-in again.") from None
    except OSError as error:
        raise ReportError(f"{path} cannot be read ({error.strerror}). Check the file's permissions.") from None


def load_not_graded(out: Path) -> list[dict[str, str]]:
    """The hand-ins without a scorecard, from OUT/not_graded.json; none where the file is not there. Raises ReportError."""
    path = out / "not_graded.json"
    if not path.exists():
        return []
    try:
        entries = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        entries = None
    except OSError as error:
        raise ReportError(f"{path} cannot be read ({error.strerror}). Check the file's permissions.") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ReportError(f"{path} is not a list of entries with a reason. Delete the file, or grade again to have it written anew.")
    return entries


def _put(path: Path, data: bytes) -> Path:
    """Write beside the place and move there, so that a reader never meets half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            draft.chmod(0o644)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportError(f"{path} cannot be written ({error.strerror}). Check the folder's permissions and the free space.") from None
    return path
