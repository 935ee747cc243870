"""`canvas`: what "Download Submissions" of an assignment gives: files `lastnamefirstname[_LATE]_USERID_ATTACHMENTID_NAME`.

Where marking is anonymous, `anon_XXXXX` stands for the name and the number. `..._text.html` and `..._link.html` are no files of the
student's. The zip holds the last attempt only; Canvas adds -1, -2, ... to the NAME of a file that the student has uploaded before.

The student's id is USERID, which stands under ID in a gradebook that Canvas exports, so that this can be the roster of `assay export
canvas`. The name is written small and without spaces, as Canvas gives it. Of a group, Canvas tells the name, and the number of one member.

Source: instructure/canvas-lms, lib/content_zipper.rb (add_upload_submission, get_filename, sanitize_user_name), app/models/attachment.rb
(make_unique_filename), app/models/assignment.rb (infer_comment_context_from_filename, which takes the first two numbers, too).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..archive import FILE, GRADED, Contents, alike, printable, suffix
from ..submission import NotGraded
from .hand_in import HandIn, Layout, Sight, person, stray, work
from .tree import Place, Tree

_ANONYMOUS = r"anon_[0-9A-Za-z]{5}"
_FILES = [
    re.compile(rf"(?P<name>)(?:(?P<late>LATE)_)?(?P<user>{_ANONYMOUS})_(?P<number>\d{{1,20}})_(?P<file>.+)", re.DOTALL | re.ASCII),
    re.compile(r"(?P<name>.*?)_(?:(?P<late>LATE)_)?(?P<user>\d{1,20})_(?P<number>\d{1,20})_(?P<file>.+)", re.DOTALL | re.ASCII),
]
_TYPED = re.compile(rf"(?:.*_)?(?P<user>{_ANONYMOUS}|\d{{1,20}})_(?:text|link)\.html", re.DOTALL | re.ASCII)
_AGAIN = re.compile(r"(?P<stem>.+)-(?P<times>[1-9]\d?)(?P<ending>(?:\.[A-Za-z]\w*)*\.\w+)", re.DOTALL | re.ASCII)
_LATE = "Canvas marks it as late."
_NO_FILE = "It was typed into a web page, or is a link, and no file that can be graded. Ask the student for a .py, .ipynb or .zip file."


class _Upload(NamedTuple):
    """number: of the attachment; later ones have higher numbers. plain: the student's name for the file; times: how often it was there."""

    entry: str
    owner: str
    late: bool
    user: str
    number: int
    file: str
    plain: str
    times: int


def _upload(entry: str) -> _Upload | None:
    match = next((match for pattern in _FILES if (match := pattern.fullmatch(entry))), None)
    if match is None or not all(map(_in_a_word, match["name"])):
        return None
    again = _AGAIN.fullmatch(match["file"])
    plain, times = (again["stem"] + again["ending"], int(again["times"])) if again else (match["file"], 0)
    owner = unicodedata.normalize("NFC", match["name"])
    return _Upload(entry, owner, bool(match["late"]), match["user"], int(match["number"]), match["file"], plain, times)


def _in_a_word(char: str) -> bool:
    """Canvas leaves out of names whatever is no letter, accent, digit or underscore."""
    category = unicodedata.category(char)
    return category[0] in "LM" or category in ("Nd", "Pc")


def _sight(tree: Tree, sure: bool) -> Sight | None:
    inside = tree.inside()
    fitting = {name for name, what in inside if what == FILE and _upload(name)}
    return Sight(tree, len(fitting), len(set(work(inside)) - fitting)) if fitting else None


def _hand_ins(tree: Tree, not_graded: list[NotGraded]) -> Iterator[HandIn]:
    students: dict[str, list[_Upload]] = {}
    typed: dict[str, str] = {}
    for entry, what in tree.inside():
        if what == FILE and (upload := _upload(entry)):
            students.setdefault(upload.user, []).append(upload)
        elif what == FILE and (match := _TYPED.fullmatch(entry)):
            typed[entry] = match["user"]
        else:
            not_graded.append(stray(entry, what, f"It is not named as in a Canvas download: {CANVAS.pattern}. Rename it, and grade again."))
    for user, uploads in students.items():
        yield _hand_in(tree, user, uploads)
    not_graded += [NotGraded(printable(entry), _NO_FILE, serious=user not in students) for entry, user in typed.items()]


def _hand_in(tree: Tree, user: str, uploads: list[_Upload]) -> HandIn:
    owners = sorted({upload.owner for upload in uploads})
    label = printable(f"{owners[0]}_{user}" if owners[0] else user)
    files, notes, problem = _newest(uploads)
    if len(owners) > 1:
        problem = f"The number {user} stands with {len(owners)} names: {', '.join(owners)}. Keep the files of one, and grade again."
    notes = [*([_LATE] if any(upload.late for upload in uploads) else []), *notes]
    read = functools.partial(Contents, unclear=printable(problem)) if problem else functools.partial(tree.gather, label, files)
    return HandIn((person(user, owners[0]),), label, read, tuple(map(printable, notes)), files=len(uploads))


def _newest(uploads: list[_Upload]) -> tuple[dict[str, Place], list[str], str]:
    """(name -> entry, what is to be told, or why it cannot be told which is the newest) of a student's files.

    A data file is laid out under its name with and without Canvas's -1: the code may ask for either.
    """
    files: dict[str, Place] = {}
    notes: list[str] = []
    families: dict[str, list[_Upload]] = {}
    for upload in sorted(uploads, key=lambda upload: (upload.times, upload.number)):
        families.setdefault(alike(upload.plain) if _counts(upload) else upload.plain, []).append(upload)
    for family in families.values():
        last, names = family[-1], ", ".join(upload.entry for upload in family)
        times, numbers = [upload.times for upload in family], [upload.number for upload in family]
        graded = _counts(last)
        if len(set(times)) < len(times) or (graded and times[0] == 0 and numbers != sorted(numbers)):
            return {}, notes, f"It cannot be told which is the newest of {names}. Keep one, and grade again."
        if graded and (len(family) == 1 or times[0] == 0):
            files[last.plain] = (last.entry,)
            notes += [f"Of {names} the last counts: the student uploaded it again."] if len(family) > 1 else []
            continue
        files |= {upload.file: (upload.entry,) for upload in family}
        if len(family) == 1:
            files.setdefault(last.plain, (last.entry,))
    return files, notes, ""


def _counts(upload: _Upload) -> bool:
    """Whether a file may be the one that is graded."""
    return suffix(upload.file) in (*GRADED, ".zip")


CANVAS = Layout("a Canvas download", "lastnamefirstname_USERID_ATTACHMENTID_NAME", _sight, _hand_ins)
