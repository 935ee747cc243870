"""`junit`: JUnit XML as pytest writes it, one file a submission."""

from __future__ import annotations

from collections.abc import Iterator

from ..junit import render_junit
from ..names import card_name
from .class_of import Class


def export(class_: Class) -> Iterator[tuple[str, str]]:
    for card in class_.each():
        yield f"{card_name(card)}.xml", render_junit(card)
