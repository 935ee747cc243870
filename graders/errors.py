"""The errors of the graders' room: each is one sentence and a remedy.

What student code does is never one of these: it is the status of an answer (`graders.job.Status`).
"""

from __future__ import annotations


class GraderError(Exception):
    """Something on our side or the instructor's side is wrong. `str()` is the sentence that a person reads."""


class AssignmentError(GraderError):
    """An assignment.yaml cannot be used: names file, line and key."""


class FixtureError(GraderError):
    """The stored ground truth is missing, altered or too old: names the file and the command that mends it."""


class SubmissionError(GraderError):
    """A hand-in cannot be matched to one student and one assignment, or cannot be read."""


class ExecutorError(GraderError):
    """Student code could not be run at all: a program is missing, or the sandbox does not start."""


class OutputError(GraderError):
    """A file cannot be written: names it and what to look at."""
