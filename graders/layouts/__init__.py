"""Hand-ins as learning platforms give them: a download of nbgrader, Canvas, Moodle, Gradescope -> one Submission a student and assignment.

The layout is recognised by how entries are named, or said with --layout. As everywhere, nothing is guessed: what is named otherwise, two
files of one student for one assignment, or a folder that fits two layouts, is said and left to a person.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .. import archive, submission
from ..archive import FILE, FOLDER, printable, suffix
from ..errors import SubmissionError
from ..submission import Entries, Found, NotGraded, Owner
from .canvas import CANVAS
from .gradescope import GRADESCOPE
from .hand_in import HandIn, Layout, Sight
from .moodle import MOODLE
from .nbgrader import NBGRADER
from .tree import Tree, lone_zip_opened, opened


class LayoutName(StrEnum):
    """The words of --layout. assay: STUDENT.py, STUDENT.ipynb, STUDENT.zip or STUDENT/."""

    auto = "auto"
    assay = "assay"
    nbgrader = "nbgrader"
    canvas = "canvas"
    moodle = "moodle"
    gradescope = "gradescope"


LAYOUTS = {
    LayoutName.nbgrader: NBGRADER,
    LayoutName.canvas: CANVAS,
    LayoutName.moodle: MOODLE,
    LayoutName.gradescope: GRADESCOPE,
}
HELP = (
    "What SUBMISSIONS is; auto looks at the names in it, assay is one entry a student. A student's id is nbgrader's STUDENT, the user ID "
    "in Canvas (ID in its gradebook), `Participant NUMBER` in Moodle (Identifier in its grading worksheet), sid or e-mail in Gradescope."
)
_MOST_WRAPPED = 4
_REMEDY = f"Say which it is: --layout {', '.join(LAYOUTS)}, or assay for one entry a student."


def in_class(path: Path, known: Entries, slug: str | None, skip: Path | None = None, layout: LayoutName = LayoutName.auto) -> Found:
    """The hand-ins of a class folder, or of a download: a folder, or the zip itself.

    known: every assignment with its entries. slug: the one assignment that is graded, or None for all. skip: a folder that is no
    hand-in. Raises SubmissionError where the whole is unusable.
    """
    try:
        real = path.resolve(strict=True)
        zipped = archive.kind(real) == FILE and suffix(real.name) == ".zip"
        usable = layout is not LayoutName.assay and (zipped or archive.kind(real) == FOLDER)
    except (OSError, RuntimeError, ValueError):
        usable = False
    if not usable:
        return submission.in_class(path, known, slug, skip)
    with opened(real, submission.resolved(skip) if skip else None) as tree:
        chosen = _recognised(tree, printable(str(path)), layout)
        if chosen:
            return _read(*chosen, known, slug, sure=layout is not LayoutName.auto)
    if zipped:
        remedy = f"Say which it is (--layout {', '.join(LAYOUTS)}), or unpack it if it holds one entry a student."
        raise SubmissionError(f"{printable(str(path))} looks like no download. {remedy} `assay check` grades one hand-in.")
    return submission.in_class(path, known, slug, skip)


def _recognised(tree: Tree, shown: str, name: LayoutName) -> tuple[Layout, Tree] | None:
    """The layout and where its hand-ins lie; None for a class folder of our own. Raises SubmissionError where it cannot be told."""
    try:
        sights = _sights(tree, name)
    except OSError as error:
        if name in LAYOUTS:
            raise SubmissionError(archive.unreadable(shown, error)) from None
        return None
    if name in LAYOUTS:
        if not sights:
            raise SubmissionError(f"Nothing in {shown} is named as in {LAYOUTS[name].title}: {LAYOUTS[name].pattern}. {_REMEDY}")
        return sights[0][0], sights[0][1].tree
    fitting = [(layout, sight) for layout, sight in sights if sight.fitting >= sight.others]
    titles = [layout.title for layout, _ in fitting]
    if len(fitting) == 1 and fitting[0][1].fitting == fitting[0][1].others:
        titles.append("a folder with one entry a student")
    if len(titles) > 1:
        raise SubmissionError(f"{shown} looks like {' and like '.join(titles)}. {_REMEDY}")
    return (fitting[0][0], fitting[0][1].tree) if fitting else None


def _sights(tree: Tree, name: LayoutName) -> list[tuple[Layout, Sight]]:
    """What there is to see of each layout, in the tree or in the folders that are all there is in it. Raises OSError."""
    layouts = [LAYOUTS[name]] if name in LAYOUTS else list(LAYOUTS.values())
    for _ in range(_MOST_WRAPPED):
        found = [(layout, sight) for layout in layouts if (sight := layout.sight(tree, name in LAYOUTS))]
        inside = tree.inside()
        if found or len(inside) != 1 or inside[0][1] != FOLDER:
            return found
        tree = tree.below(inside[0][0])
    return []


def _read(layout: Layout, tree: Tree, known: Entries, slug: str | None, *, sure: bool) -> Found:
    found = Found(not_graded=list(tree.left_out))
    try:
        desk = _Desk(found, list(layout.hand_ins(tree, found.not_graded)), known, slug)
    except OSError as error:
        raise SubmissionError(archive.unreadable(tree.label, error)) from None
    for one in desk.hand_ins:
        desk.take(one)
    if desk.elsewhere:
        entry = "1 folder" if desk.elsewhere == 1 else f"{desk.elsewhere} folders"
        why = f"Of other assignments than {slug}." if slug else "The student has another one, which is named after the assignment."
        found.not_graded.append(NotGraded(entry, why, serious=False))
    found.submissions = submission.one_each(found.submissions)
    found.not_graded = list(dict.fromkeys(found.not_graded))
    students = len({student.id for one in desk.hand_ins for student in one.students})
    begin = f"Read as {layout.title}" if sure else f"These look like {layout.title}"
    found.told = f"{begin}: {desk.files} file{'s' * (desk.files != 1)}, {students} student{'s' * (students != 1)}."
    return found


@dataclass
class _Desk:
    """Where the hand-ins of a download come in. files: that were read. elsewhere: hand-ins that do not count here."""

    found: Found
    hand_ins: Sequence[HandIn]
    known: Entries
    slug: str | None
    files: int = 0
    elsewhere: int = 0

    def take(self, one: HandIn) -> None:
        only, may = self._assignments(one)
        if not may:
            self.elsewhere += 1
            return
        owners = [Owner(student.id, one.label, student.name, one.notes) for student in one.students]
        part = Found()
        try:
            held = one.read()
            self.files += one.files or len(held.files)
            held = lone_zip_opened(held)
            for owner in owners:
                submission.add(part, owner, held, self.known, only)
        except SubmissionError as error:
            for owner in owners:
                submission.add_problem(part, owner, only, str(error), clash=False)
        except Exception as error:  # our own fault with one hand-in must not cost the others theirs
            part = Found()
            problem = f"Assay itself failed while reading this hand-in ({type(error).__name__}: {printable(str(error))[:200]})."
            for owner in owners:
                submission.add_problem(part, owner, only, problem, clash=True)
        kept = [handed for handed in part.submissions if handed.slug in may]
        self.elsewhere += bool(part.submissions) and not kept
        self.found.submissions += kept
        self.found.not_graded += part.not_graded

    def _assignments(self, one: HandIn) -> tuple[str | None, set[str]]:
        """(the one assignment of a hand-in, or None where its files must say it; the assignments that count here)."""
        counting = {self.slug} if self.slug else set(self.known)
        if not one.folder:
            return self.slug, counting
        named = self._named(one)
        if named:
            return named, counting & {named}
        others = self._folders[one.students[0].id]
        counting -= set(others)
        return self.slug if others.count("") == 1 and self.slug in counting else None, counting

    @functools.cached_property
    def _folders(self) -> dict[str, list[str]]:
        """By student, the assignments that the folders are named after."""
        folders: dict[str, list[str]] = {}
        for one in self.hand_ins:
            folders.setdefault(one.students[0].id, []).append(self._named(one))
        return folders

    def _named(self, one: HandIn) -> str:
        """The assignment that the hand-in's folder is named after."""
        name = submission.plain(one.folder)
        return name if name in self.known else ""
