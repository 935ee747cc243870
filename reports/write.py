"""Reads OUT/scorecards, one at a time, and writes OUT/sheets, OUT/index.html and OUT/grades.csv. A file is there whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from graders.scorecard import Scorecard
from graders.scorecard_file import from_json

from . import roster
from .class_page import class_page
from .class_record import ClassRecord
from .errors import ReportError
from .grades_csv import render_csv
from .names import card_name
from .sheet import render_sheet


def write_sheets(out: Path) -> Iterator[Path]:
    """Every sheet, one scorecard in memory at a time; the paths written. Raises ReportError."""
    return (write_sheet(out, card) for card in each_card(out))


def write_sheet(out: Path, card: Scorecard) -> Path:
    """OUT/sheets/STUDENT--SLUG.html. Raises ReportError when it cannot be written."""
    return put(_sheet_path(out, card_name(card)), [render_sheet(card).encode()])


def write_class(out: Path, record: ClassRecord, not_graded: Sequence[dict[str, str]]) -> list[Path]:
    """OUT/index.html and OUT/grades.csv (UTF-8 with a byte order mark, for Excel).

    OUT/roster.csv, where there is one, says who is missing.
    """
    missing = roster.missing(out / roster.NAME, {row.student for row in record.rows})
    return [
        put(out / "index.html", (piece.encode() for piece in class_page(record, not_graded, missing))),
        put(out / "grades.csv", [render_csv(record).encode("utf-8-sig")]),
    ]


def write_missing_sheets(out: Path, record: ClassRecord) -> list[Path]:
    """The sheets of scorecards that have none: of an earlier run that was stopped between the two. No link of the class page is dead."""
    missing = {row.sheet for row in record.rows if not _sheet_path(out, row.sheet).exists()}
    return [write_sheet(out, card) for card in each_card(out) if card_name(card) in missing] if missing else []


def _sheet_path(out: Path, name: str) -> Path:
    return out / "sheets" / f"{name}.html"


def read_class(out: Path) -> ClassRecord:
    """What the class page needs of every scorecard of OUT. Raises ReportError, also for two of one student and assignment."""
    return ClassRecord(each_card(out))


def each_card(out: Path) -> Iterator[Scorecard]:
    """Every scorecard of OUT/scorecards, in the order of the class page. Raises ReportError that names the file at fault."""
    return (_card(out / "scorecards" / f"{name}.json") for name in names(out))


def names(out: Path) -> list[str]:
    """STUDENT--SLUG of every scorecard, in the order of the class page. Raises ReportError where OUT is no such folder."""
    folder = out / "scorecards"
    if not folder.is_dir():
        raise ReportError(f"There is no folder {folder}. Give the folder that `assay grade` wrote to, or run `assay grade` first.")
    return sorted((path.stem for path in folder.glob("*.json")), key=_student_first)


def card_at(out: Path, name: str) -> Scorecard | None:
    """One scorecard by the name of its file; None where there is none. Raises ReportError."""
    path = out / "scorecards" / f"{name}.json"
    return _card(path) if path.exists() else None


def _student_first(name: str) -> tuple[str, str, str]:
    student, _, slug = name.rpartition("--")
    return student.casefold(), student, slug


def _card(path: Path) -> Scorecard:
    try:
        return from_json(path.read_bytes())
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


def put(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write beside the place and move there, so that a reader never meets half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
            draft.chmod(0o644)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportError(f"{path} cannot be written ({error.strerror}). Check the folder's permissions and the free space.") from None
    return path
