"""`gradescope`: what "Export Submissions" of an assignment gives: submission_metadata.yml beside folders `submission_NUMBER/`.

The file says of each folder who handed it in (`:submitters:`, each with `:name:`, `:sid:`, `:email:`; the colons are Ruby's). A group has
several, and each of them gets the same work.

The student's id is the sid (the student ID of Gradescope's roster, which is the SIS User ID of a Canvas gradebook and the ID number of a
Moodle participants list where that roster came from there), or the e-mail address where there is no sid.

Source: exports as others read them: otter-grader, otter/grade/metadata (GradescopeParser); Gradescope itself documents no format.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import yaml

from ..archive import FILE, FOLDER, printable
from ..errors import SubmissionError
from ..scorecard import Student
from ..submission import NotGraded
from .hand_in import HandIn, Layout, Sight, person, stray
from .tree import Tree

_INDEX = "submission_metadata.yml"
_MOST_BYTES = 100_000_000
_MOST_NAME = 200
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the file holds the output of every test: the one in Python takes minutes


def _sight(tree: Tree, sure: bool) -> Sight | None:
    return Sight(tree, 1, 0) if (_INDEX, FILE) in tree.inside() else None


def _hand_ins(tree: Tree, not_graded: list[NotGraded]) -> Iterator[HandIn]:
    owners = dict(_submitters(tree.text(_INDEX, _MOST_BYTES)))
    inside = dict(tree.inside())
    for entry, what in inside.items():
        if entry not in owners and entry != _INDEX:
            not_graded.append(stray(entry, what, f"{_INDEX} does not name it, so nobody can tell whose it is. Export again."))
    for entry, persons in owners.items():
        label = printable(entry)
        if inside.get(entry) != FOLDER:
            why = "It is a file and no folder of files." if entry in inside else f"{_INDEX} names it, and it is not there."
            not_graded.append(NotGraded(label, f"{why} Export the submissions again."))
            continue
        known = tuple(one for one in persons if one.id)
        if len(known) < len(persons) or not persons:
            who = ", ".join(one.name or "somebody" for one in persons if not one.id) or "nobody"
            why = f"{_INDEX} gives it to {who}, without student ID and e-mail address. Complete Gradescope's roster, and export again."
            not_graded.append(NotGraded(label, why))
        notes = (f"Handed in by a group: {', '.join(one.name or one.id for one in persons)}.",) if len(persons) > 1 else ()
        if known:
            yield HandIn(known, label, functools.partial(tree.read, label, entry), notes)


def _submitters(text: str) -> Iterator[tuple[str, list[Student]]]:
    """(folder, its owners) of each entry. Only what is needed is looked at; no tag is followed. Raises SubmissionError."""
    try:
        top = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise SubmissionError(f"{_INDEX}, line {line}: this is not YAML. Export the submissions again.") from None
    if not isinstance(top, yaml.MappingNode):
        raise SubmissionError(f"{_INDEX} names no submissions. Export the submissions again.")
    for key, value in top.value:
        people = _of(value, ":submitters")
        if isinstance(key, yaml.ScalarNode) and isinstance(people, yaml.SequenceNode):
            yield key.value, [_student(one) for one in people.value]


def _student(node: yaml.Node) -> Student:
    identity = _text(_of(node, ":sid")) or _text(_of(node, ":email"))
    return person(identity[:_MOST_NAME], _text(_of(node, ":name")))


def _text(node: yaml.Node | None) -> str:
    return " ".join(node.value.split()) if isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null") else ""


def _of(node: yaml.Node, key: str) -> yaml.Node | None:
    """What stands behind a key of a mapping; numbers stay the text that they are in the file (0042)."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if isinstance(name, yaml.ScalarNode) and name.value == key), None)


GRADESCOPE = Layout("a Gradescope export", _INDEX, _sight, _hand_ins)
