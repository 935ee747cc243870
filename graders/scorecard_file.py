"""A scorecard as the JSON that lies in OUT/scorecards."""

from __future__ import annotations

from .checked import json_of, read_json
from .scorecard import Scorecard


def to_json(card: Scorecard) -> str:
    """The text of the file."""
    return json_of(card)


def from_json(text: str | bytes) -> Scorecard:
    """The scorecard in a file's text. Raises pydantic's ValidationError."""
    return read_json(Scorecard, text)
