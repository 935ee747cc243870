"""Packs the student kit: a folder and a zip with handout, starter files, README and the checker, SLUG.pyz.

The checker is one zip file that Python runs (PEP 441, the format of the standard library's zipapp): the grader, one assignment, its
public fixtures. Not in it: the reference, hidden fixtures, the text of hidden checks, quiz answers, the code of mistakes.
The same clone gives the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from graders import fixture_file as fixtures
from graders.assignment import Assignment, Task
from graders.check import Check
from graders.errors import AssignmentError, OutputError
from graders.files import write_whole
from graders.folders import Folders

from .checker.contents import ARRAYS, ASSIGNMENT, FIXTURE, Page, Withheld
from .code import PACKAGE, code, libraries
from .notebook import notebook
from .readme import readme
from .sections import for_kit
from .starter import starter

LARGEST_BYTES = 5_000_000

_MAIN = f'''"""The checker of an assignment: python {{name}} FILE"""

import sys

if sys.version_info < (3, 10):
    sys.stderr.write("This checker needs Python 3.10 or newer; this is %d.%d.\\n" % sys.version_info[:2])
    sys.exit(2)
try:
    import numpy
except ImportError:
    print("NumPy is missing here. Install it: " + sys.executable + " -m pip install numpy", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    from {PACKAGE}.terminal import main

    sys.exit(main())
'''


def kit(assignment: Assignment, folders: Folders) -> dict[str, bytes]:
    """Path in the kit -> bytes. Raises AssignmentError and FixtureError for what is missing, OutputError where it is too large."""
    slug, root = assignment.slug, folders.assignments.parent
    folder = folders.assignments / slug
    handout = _handout(folder)
    files = {
        "README.md": readme(assignment).encode(),
        "handout.md": for_kit(handout, slug).encode(),
        "starter.py": starter(assignment, root / "reference", handout).encode(),
        "starter.ipynb": notebook(assignment, root / "reference", handout, needs(assignment, folders)).encode(),
        f"{slug}.pyz": checker(assignment, folders),
    }
    files |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.glob("pictures/*.svg"))}
    size = sum(map(len, files.values()))
    if size > LARGEST_BYTES:
        most = f"{LARGEST_BYTES / 1e6:g} MB is the limit"
        raise OutputError(f"The kit of {slug} takes {size / 1e6:.1f} MB; {most}. Draw smaller pictures or cases.")
    return files


def needs(assignment: Assignment, folders: Folders) -> dict[str, set[str]]:
    """Task -> the tasks whose entries its public checks call: who trains a model also has to use it."""
    stored = fixtures.load(folders.fixtures, assignment.slug, public_only=True)
    found: dict[str, set[str]] = {}
    for task in assignment.tasks:
        groups = [assignment.group(task, check) for check in task.checks if _is_public(check)]
        calls = (call for owner, group in groups for case in stored.cases(owner, group) for call in case.calls)
        found[task.name] = {call.entry for call in calls} & assignment.entries
    return found


def _handout(folder: Path) -> str:
    path = folder / "handout.md"
    if not path.is_file():
        raise AssignmentError(f"{path} is missing. Write what the students get to read.")
    return path.read_text(encoding="utf-8")


def checker(assignment: Assignment, folders: Folders) -> bytes:
    """SLUG.pyz."""
    data = folders.fixtures / assignment.slug
    files = {
        "__main__.py": _MAIN.replace("{name}", f"{assignment.slug}.pyz").encode(),
        "assay_pytest.py": (folders.assignments.parent / "assay_pytest.py").read_bytes(),
        **code(folders.assignments.parent),
        **libraries(),
        f"{PACKAGE}/data/{ASSIGNMENT}": (json.dumps(asdict(page_of(assignment)), indent=1, ensure_ascii=False) + "\n").encode(),
        f"{PACKAGE}/data/{FIXTURE}": (data / FIXTURE).read_bytes(),
        f"{PACKAGE}/data/{ARRAYS}": (data / ARRAYS).read_bytes(),
    }
    return zipped(files, begin=b"#!/usr/bin/env python3\n")


def page_of(assignment: Assignment) -> Page:
    """What of the assignment a student may have."""
    public = {f"{task.name}.{check.name}" for task in assignment.tasks for check in task.checks if _is_public(check)}
    tasks = tuple(_public(task, public) for task in assignment.tasks if any(_is_public(check) for check in task.checks))
    withheld = tuple(_withheld(task) for task in assignment.tasks if not all(_is_public(check) for check in task.checks))
    return Page(assignment=replace(assignment, tasks=tasks), withheld=withheld, possible=assignment.points)


def _is_public(check: Check) -> bool:
    return not check.hidden and not check.by_hand


def _public(task: Task, public: set[str]) -> Task:
    """The task with its public checks, each after those public ones that it waits for."""
    checks = tuple(
        replace(check, after=tuple(name for name in check.after if (name if "." in name else f"{task.name}.{name}") in public))
        for check in task.checks
        if _is_public(check)
    )
    return replace(task, checks=checks, quiz=())


def _withheld(task: Task) -> Withheld:
    rest = [check for check in task.checks if not _is_public(check)]
    by_hand = sum(check.by_hand for check in rest)
    return Withheld(task=task.name, hidden=len(rest) - by_hand, by_hand=by_hand, points=sum(check.points for check in rest))


# ---- written ----


def zipped(files: Mapping[str, bytes], begin: bytes = b"") -> bytes:
    """A zip file, with the same bytes every time. begin: what stands before it."""
    buffer = io.BytesIO()
    buffer.write(begin)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            about.external_attr = (0o100755 if name.endswith((".pyz", ".sh", "run_autograder")) else 0o100644) << 16
            archive.writestr(about, files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write(files: Mapping[str, bytes], out: Path, slug: str) -> tuple[Path, Path]:
    """OUT/SLUG/ and OUT/SLUG.zip. Files of an older kit are replaced. Raises OutputError."""
    folder, archive = out / slug, out / f"{slug}.zip"
    for name, data in files.items():
        write_whole(folder / name, data)
    write_whole(archive, zipped({f"{slug}/{name}": data for name, data in files.items()}))
    return folder, archive
