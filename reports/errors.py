"""The error of the reports' room: one sentence and a remedy."""

from __future__ import annotations


class ReportError(Exception):
    """A report cannot be made from what is there. `str()` is the sentence that a person reads, with the remedy."""
