"""Reads what a student answers to a quiz: letters and numbers, in any form that leaves no doubt."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any


def matches(right: Any, value: Any, *, within: float) -> bool | None:
    """Whether a value is the right answer; None where it has not even the form of one. Letters may be capitals, in any order."""
    if isinstance(right, (int, float)):
        number = number_of(value)
        return None if number is None else abs(number - right) <= within * abs(right)
    given = letters(value)
    if not given or (isinstance(right, str) and len(given) != 1):
        return None
    return given == set(right)


def letters(value: Any) -> set[str] | None:
    """The letters of "b", "B", ["a", "c"] or "a, c"; None where the value is something else."""
    if isinstance(value, str):
        value = value.strip()
        return set(re.findall("[a-z]", value.lower())) if re.fullmatch(r"[A-Za-z]([\s,;]*[A-Za-z])*", value) else None
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) and re.fullmatch(r"\s*[A-Za-z]\s*", item) for item in value):
        return {item.strip().lower() for item in value}
    return None


def number_of(value: Any) -> float | None:
    if hasattr(value, "item") and getattr(value, "size", 0) == 1:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def misformed(forms: Mapping[str, str], value: Any) -> str | None:
    """What of a dict of answers has not the form that is asked for, in a sentence; None where all is well.

    forms: question -> "number", "one of abcd" or "some of abcd".
    """
    if not isinstance(value, dict):
        return "a dict is asked for, with the name of each question and your answer"
    if absent := [name for name in forms if name not in value]:
        return f"{len(absent)} of {len(forms)} questions have no answer: {', '.join(f'`{name}`' for name in absent[:5])}" + (
            " and others" if len(absent) > 5 else ""
        )
    if unknown := [name for name in value if name not in forms]:
        return f"there is no question `{str(unknown[0])[:60]}`"
    for name, form in forms.items():
        if form == "number":
            if number_of(value[name]) is None:
                return f"the answer to `{name}` is no number"
            continue
        given, (kind, _, known) = letters(value[name]), form.partition(" of ")
        if not given or not given <= set(known) or (kind == "one" and len(given) != 1):
            return f"the answer to `{name}` is {'one letter' if kind == 'one' else 'a list of letters'} from {known[0]} to {known[-1]}"
    return None
