"""File names for score sheets: readable, safe on every file system, and never the same for two students."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from graders.scorecard import Scorecard

_STUDENT_BYTES = 90
_SLUG_BYTES = 60
_MARKED = re.compile(r"-[0-9a-f]{12}$")


def card_name(card: Scorecard) -> str:
    """`STUDENT--SLUG`, the file name of a scorecard's sheet without its ending."""
    return f"{safe_name(card.student.id, limit=_STUDENT_BYTES)}--{safe_name(card.assignment, limit=_SLUG_BYTES)}"


def safe_name(text: str, *, limit: int) -> str:
    """The text itself where it is a safe part of a file name; otherwise a readable rest of it and a mark made from all of it.

    limit: bytes in UTF-8. Letters of all languages, their accents, digits and `._-` are kept. A name gets a mark when a character
    had to go, when it starts with a dot or dash, is too long, or could be taken for another name: by a file system that ignores
    case (so a capital letter gets a mark), by one that rewrites accents, by holding `--`, or by looking like a marked name.
    """
    kept = "".join(char if _keeps(char) else "_" for char in text)
    kept = re.sub("-{2,}", "-", unicodedata.normalize("NFC", kept)).lstrip(".-").rstrip("-")
    if kept == text and text and len(text.encode()) <= limit and _folded(text) == text and not _MARKED.search(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    short = kept.encode()[: limit - 13].decode(errors="ignore").rstrip("-")
    return f"{short or '_'}-{digest}"


def _keeps(char: str) -> bool:
    return char in "._-" or unicodedata.category(char)[0] in "LMN"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())
