"""`gradescope`: a results.json a submission, as a Gradescope autograder writes it to /autograder/results."""

from __future__ import annotations

from collections.abc import Iterator

from ..gradescope import render
from ..names import card_name
from .class_of import Class


def export(class_: Class) -> Iterator[tuple[str, str]]:
    for card in class_.each():
        yield f"{card_name(card)}/results.json", render(card)
