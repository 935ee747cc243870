"""What a layout makes of a download."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..archive import FILE, FOLDER, GRADED, Contents, odd, printable, suffix
from ..scorecard import Student
from ..submission import NotGraded
from .tree import Inside, Tree

_ACCEPTED = (*GRADED, ".zip")
_MOST_NAME = 200


@dataclass(frozen=True)
class HandIn:
    """One piece of work. students: a group has several. label: of the entry, for messages. notes: what the platform says about it.

    read: gives its files; raises SubmissionError where the student has to hand in again. folder: named after the assignment, if one is.
    files: of the download that it is made of, where they lie in no folder.
    """

    students: tuple[Student, ...]
    label: str
    read: Callable[[], Contents]
    notes: tuple[str, ...] = ()
    folder: str = ""
    files: int = 0


class Sight(NamedTuple):
    """Where hand-ins lie, how many entries there are named as the layout has it, and how many others may be somebody's work."""

    tree: Tree
    fitting: int
    others: int


@dataclass(frozen=True)
class Layout:
    """The files of one learning platform.

    title: "a Canvas download". pattern: how its entries are named, for messages. sight: None where nothing is named so; told whether a
    person is sure of the layout; raises OSError. hand_ins: of a tree that was sighted; what belongs to nobody is added to the list.
    """

    title: str
    pattern: str
    sight: Callable[[Tree, bool], Sight | None]
    hand_ins: Callable[[Tree, list[NotGraded]], Iterator[HandIn]]


def work(inside: Inside) -> list[str]:
    """The entries that may be somebody's work: folders, and files of the accepted kinds."""
    return [name for name, what in inside if what == FOLDER or (what == FILE and suffix(name) in _ACCEPTED)]


def stray(name: str, what: str, why: str) -> NotGraded:
    """An entry that is not named as the layout has it."""
    accepted = suffix(name) in _ACCEPTED
    if what not in (FILE, FOLDER):
        return NotGraded(printable(name), odd(what), serious=accepted or what == "a link")
    return NotGraded(printable(name), why, serious=what == FOLDER or accepted)


def person(identity: str, name: str = "") -> Student:
    """A student, the name as it can be written anywhere."""
    called = unicodedata.normalize("NFC", printable(" ".join(name.split())))[:_MOST_NAME]
    return Student(id=printable(identity), name=called or None)
