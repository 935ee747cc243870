"""File names for score sheets: readable, safe on every file system, and never the same for two students."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from graders.scorecard import Scorecard

_STUDENT_BYTES = 90
_SLUG_BYTES = 60
_MARKED = re.compile(r"-[0-9a-f]{12}$")
_FORBIDDEN = frozenset('/\\:*?"<>|')  # on one file system or another
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # what Windows does not take for a file


def card_name(card: Scorecard) -> str:
    """`STUDENT--SLUG`, the file name of a scorecard's sheet without its ending."""
    return f"{safe_name(card.student.id, limit=_STUDENT_BYTES)}--{safe_name(card.assignment, limit=_SLUG_BYTES)}"


def safe_name(text: str, *, limit: int) -> str:
    """The text itself where it can be part of a file name; otherwise a readable rest of it and a mark made from all of it.

    limit: bytes in UTF-8. Letters of all languages, capitals, spaces and common signs are kept. A name gets a mark when a character
    had to go, when it starts with a dot or dash, ends in a space or dot, is too long, is a device of Windows, or looks like a marked name.
    """
    kept = "".join(char if _keeps(char) else "_" for char in text)
    kept = kept.lstrip(".- ").rstrip(". ")
    if kept == text and text and len(text.encode()) <= limit and not _MARKED.search(text) and not _DEVICES.fullmatch(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    short = kept.encode()[: limit - 13].decode(errors="ignore").rstrip(". ")
    return f"{short or '_'}-{digest}"


def _keeps(char: str) -> bool:
    return char == " " or (char not in _FORBIDDEN and unicodedata.category(char)[0] not in "CZ")
