"""What a noun says of a value that it cannot have: the sentence, and where inside the noun the value stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

Place = tuple[int | str, ...]


class Misplaced(ValueError):
    """A problem somewhere inside a value. place: the way there from the value."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


def nearest(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not known: the one that was meant, or all there are."""
    words = list(known)
    near = difflib.get_close_matches(word[:100], words, n=1)
    return f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(words)}."


def short(text: str) -> str:
    """The text on one line, cut."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:60] + "..."
