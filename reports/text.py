"""Words and numbers as a person reads them. Whatever a student wrote passes `visible` on its way to a page."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

ELLIPSIS = "…"
_UNUSUAL = re.compile(r"[^\n\t -~]")
_JOINERS = "\u200c\u200d"  # part of correct Malayalam, Hindi and emoji


def visible(text: Any) -> str:
    """The text with everything that a reader could not see made a symbol: control characters, bidi overrides, lone surrogates.

    Newlines and tabs stay; a Windows line end becomes a newline.
    """
    return _UNUSUAL.sub(_shown, str(text).replace("\r\n", "\n"))


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    if char in _JOINERS:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"⟦U+{ord(char):04X}⟧"
    return char


def cut(text: Any, limit: int) -> str:
    """At most `limit` characters, the last an ellipsis where some were left out."""
    whole = str(text)
    return whole if len(whole) <= limit else whole[: limit - 1] + ELLIPSIS


def cut_lines(text: str, *, lines: int, width: int) -> str:
    """At most so many lines of so many characters; what was left out is said in a last line."""
    every = text.split("\n")
    kept = [cut(line, width) for line in every[:lines]]
    left = len(every) - len(kept)
    return "\n".join(kept + ([f"{ELLIPSIS} {count(left, 'more line')}"] if left else []))


def number(value: float) -> str:
    """Four significant digits, without trailing zeros: 0.25, 1.235e-07, 1200, NaN, inf."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if value == int(value) and abs(value) < 1e7:
        return str(int(value))
    return f"{value:.4g}"


def points(value: float) -> str:
    """Two decimals at most: 17.5, 20, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else number(value)


def percent(part: float, whole: float) -> str:
    """One decimal, "87.5 %", and 100 % only for all of it; a dash where there is nothing to have."""
    if not (math.isfinite(part) and math.isfinite(whole)) or whole <= 0:
        return "–"
    rounded = round(100 * part / whole, 1)
    return f"{min(rounded, 99.9) if part < whole else rounded:g} %"


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text cut at its pairs of backticks: (piece, whether it is code). A lone backtick stays as it is."""
    parts = re.split(r"`([^`\n]+)`", text)
    return [(part, bool(place % 2)) for place, part in enumerate(parts) if part]


def count(n: int, noun: str) -> str:
    """ "1 check", "3 checks"."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
