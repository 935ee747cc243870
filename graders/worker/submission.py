"""What the student handed in: files laid out in a folder, and then what loading them gave."""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from .devices import Device
from .errors import OwnFile, sentence_problem
from .frames import WireError
from .frameworks import FRAMEWORKS


@dataclass
class Submission:
    """What was loaded. place: the file's name for messages, or "your notebook". device: where its tensors are to lie.

    own_file: names the student's own files in tracebacks, where they are not those of the folder.
    """

    place: str
    folder: str
    names: dict[str, Any]
    framework: str = "numpy"
    problems: list[dict[str, Any]] = field(default_factory=list)
    device: Device = field(default_factory=Device)
    own_file: OwnFile | None = None


def write_files(folder: str, files: dict[str, np.ndarray]) -> None:
    """Lay the submission out in the folder. Raises WireError for a path that leaves it."""
    root = os.path.realpath(folder)
    for name, content in files.items():
        path = os.path.realpath(os.path.join(root, name))
        if not path.startswith(root + os.sep):
            raise WireError(f"{name} lies outside the submission")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        Path(path).write_bytes(content.tobytes())


def read_framework(submission: Submission) -> None:
    """FRAMEWORK as the submission sets it; another value is a problem, and NumPy."""
    wanted = submission.names.get("FRAMEWORK", "numpy")
    known = ("numpy", *FRAMEWORKS)
    if isinstance(wanted, str) and wanted.lower() in known:
        submission.framework = wanted.lower()
    else:
        text = f'FRAMEWORK is {repr(wanted)[:80]}, but it must be "numpy", "torch" or "tensorflow". NumPy arrays are used.'
        submission.problems.append(sentence_problem(text))
    if submission.framework in FRAMEWORKS and submission.framework not in sys.modules:
        try:
            importlib.import_module(submission.framework)
        except Exception as error:
            text = f'FRAMEWORK is "{submission.framework}", which cannot be imported here ({type(error).__name__}).'
            submission.problems.append(sentence_problem(text))
            submission.framework = "numpy"
