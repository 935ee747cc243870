"""The one error of this room."""


class BenchmarkError(Exception):
    """A run that says nothing, because a command failed or a mark is wrong: a sentence for the person who ran it."""
