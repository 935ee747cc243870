"""Scorecards in the formats of other programs: one file a format, each with `export(class_) -> (file name, text) pairs`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import canvas, classroom50, csv, github, gradescope, junit, moodle, nbgrader
from .class_of import Class

Export = Callable[[Class], Iterator[tuple[str, str]]]

FORMATS: dict[str, Export] = {
    "csv": csv.export,
    "canvas": canvas.export,
    "moodle": moodle.export,
    "gradescope": gradescope.export,
    "junit": junit.export,
    "classroom50": classroom50.export,
    "github": github.export,
    "nbgrader": nbgrader.export,
}
