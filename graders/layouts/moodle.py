"""`moodle`: what "Download all submissions" of an assignment gives.

Folders `Full Name_NUMBER_assignsubmission_file_/` (without the last underscore since Moodle 4.1), or, without "Download submissions in
folders", files `Full Name_NUMBER_assignsubmission_file_NAME`. `assignsubmission_onlinetext` holds text that was typed into a web page.

NUMBER is the participant's in this assignment: the same in each download of it, another one in each assignment. The student's id is
`Participant NUMBER`, as it stands under Identifier in the grading worksheet of the assignment, so that the worksheet can be the roster of
`assay export moodle`. A group's folder has the group's name and number instead; its members are not told.

Source: moodle/moodle, mod/assign/classes/downloader.php (get_student_prefix, load_submissionplugin_filelist), feedback/offline.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ..archive import FILE, FOLDER, printable
from ..scorecard import Student
from ..submission import NotGraded
from .hand_in import HandIn, Layout, Sight, person, stray, work
from .tree import Place, Tree

_FOLDER = re.compile(r"(?P<name>.*?)_(?P<number>\d{1,20})_assignsubmission_(?P<kind>[a-z]+)_?", re.DOTALL | re.ASCII)
_FILE = re.compile(r"(?P<name>.*?)_(?P<number>\d{1,20})_assignsubmission_(?P<kind>[a-z]+)_(?P<file>.+)", re.DOTALL | re.ASCII)
_NOBODY = "Participant"  # instead of a name, where marking is anonymous
_TYPED = "It was typed into a web page, which is no file that can be graded. Ask the student for a .py, .ipynb or .zip file."


def _match(name: str, what: str) -> re.Match[str] | None:
    return {FOLDER: _FOLDER, FILE: _FILE}[what].fullmatch(name) if what in (FOLDER, FILE) else None


def _sight(tree: Tree, sure: bool) -> Sight | None:
    inside = tree.inside()
    fitting = {name for name, what in inside if _match(name, what)}
    return Sight(tree, len(fitting), len(set(work(inside)) - fitting)) if fitting else None


def _hand_ins(tree: Tree, not_graded: list[NotGraded]) -> Iterator[HandIn]:
    flat: dict[tuple[str, str], dict[str, Place]] = {}
    typed: dict[str, str] = {}
    handed_in: set[str] = set()
    for entry, what in tree.inside():
        match = _match(entry, what)
        if match is None:
            not_graded.append(stray(entry, what, f"It is not named as in a Moodle download: {MOODLE.pattern}. Rename it, and grade again."))
            continue
        name, number = match["name"], match["number"]
        if match["kind"] != "file":
            typed[entry] = number
            continue
        handed_in.add(number)
        if what == FILE:
            flat.setdefault((number, name), {})[match["file"]] = (entry,)
        else:
            label = printable(entry)
            yield HandIn((_student(number, name),), label, functools.partial(tree.read, label, entry))
    for (number, name), files in flat.items():
        label = printable(f"{name}_{number}")
        yield HandIn((_student(number, name),), label, functools.partial(tree.gather, label, files), files=len(files))
    not_graded += [NotGraded(printable(entry), _TYPED, serious=number not in handed_in) for entry, number in typed.items()]


def _student(number: str, name: str) -> Student:
    return person(f"Participant {number}", "" if name == _NOBODY else name)


MOODLE = Layout("a Moodle download", "`Full Name_NUMBER_assignsubmission_file_`", _sight, _hand_ins)
