"""`nbgrader`: submitted/STUDENT/ASSIGNMENT/ with notebooks and timestamp.txt, as `nbgrader collect` and `nbgrader zip_collect` leave it.

Given is `submitted` itself, or the course folder that holds it. The student's id is STUDENT, which `nbgrader export` writes too. Whether
a hand-in is late only nbgrader's own database knows.

Source: nbgrader.readthedocs.io, "How to structure course files"; jupyter/nbgrader, nbgrader/coursedir.py and exchange/default/collect.py.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ..archive import FILE, FOLDER, GRADED, suffix, unreadable
from ..submission import NotGraded
from .hand_in import HandIn, Layout, Sight, person, stray, work
from .tree import Tree

_STEP = "submitted"
_WHEN = "timestamp.txt"
_WHY = "It lies in no folder STUDENT/ASSIGNMENT. Put it there, and grade again."


def _sight(tree: Tree, sure: bool) -> Sight | None:
    for place in [tree.below(_STEP), tree] if (_STEP, FOLDER) in tree.inside() else [tree]:
        inside = place.inside()
        stamped = not sure and place.label != _STEP
        fitting = {name for name, what in inside if what == FOLDER and _fits(place, name, stamped=stamped)}
        if fitting:
            return Sight(place, len(fitting), len(set(work(inside)) - fitting))
    return None


def _fits(tree: Tree, student: str, *, stamped: bool) -> bool:
    """Whether a student's folder holds one with sources, or one that nbgrader has stamped."""
    try:
        held = [tree.inside(student, name) for name, what in tree.inside(student) if what == FOLDER]
    except OSError:
        return False
    return any((_WHEN, FILE) in inside or (not stamped and any(suffix(name) in GRADED for name, _ in inside)) for inside in held)


def _hand_ins(tree: Tree, not_graded: list[NotGraded]) -> Iterator[HandIn]:
    for student, what in tree.inside():
        if what != FOLDER:
            not_graded.append(stray(student, what, _WHY))
            continue
        try:
            inside = tree.inside(student)
        except OSError as error:
            not_graded.append(NotGraded(person(student).id, unreadable(student, error)))
            continue
        for name, kind in inside:
            if kind == FOLDER:
                label = person(f"{student}/{name}").id
                yield HandIn((person(student),), label, functools.partial(tree.read, label, student, name), folder=name)
            else:
                not_graded.append(stray(f"{student}/{name}", kind, _WHY))


NBGRADER = Layout("an nbgrader course", "STUDENT/ASSIGNMENT/ with notebooks and timestamp.txt", _sight, _hand_ins)
