"""`assay pack SLUG --gradescope`: an autograder to upload to Gradescope, DIR/SLUG-gradescope.zip.

With public checks, it is the kit's checker: student code runs beside it, as it does on the student's own machine, so its points are
feedback and no proof. With hidden checks, it is Assay itself with this one assignment, and student code runs in the sandbox or not at all.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from graders import fixture_file as fixtures
from graders.assignment import Assignment
from graders.folders import Folders

from ..code import PACKAGE, ROOMS, packed
from ..pack import checker, zipped

_HERE = Path(__file__).parent
_DRIVER = "gradescope_grading"

_PUBLIC = f'''"""Grades a submission with the public checks: python grader.pyz /autograder"""

import sys
from pathlib import Path

from {PACKAGE} import contents
from {PACKAGE}.{_DRIVER} import main
from {PACKAGE}.graders.executors.plain import Plain

if __name__ == "__main__":
    said = "These are the public checks. The hidden ones are judged when the work is graded."
    sys.exit(main(Path(sys.argv[1]), contents.load().course(), Plain(), said=said))
'''

_HIDDEN = f'''"""Grades a submission with all checks, in the sandbox or not at all: python grader /autograder"""

import sys
from pathlib import Path

from {_DRIVER} import main
from graders import assignment_file, fixture_file
from graders.executors import executor
from graders.folders import Folders
from graders.course import Course

if __name__ == "__main__":
    root, folders = Path(sys.argv[1]), Folders.of_clone()
    course = Course(assignment_file.load(folders.assignments, "{{slug}}"), fixture_file.load(folders.fixtures, "{{slug}}"))
    sys.exit(main(root, course, executor("sandbox", hide=(root / "source", root / "results"))))
'''


def public(assignment: Assignment, folders: Folders) -> dict[str, bytes]:
    """Path in the zip -> bytes, of an autograder with the public checks."""
    with zipfile.ZipFile(io.BytesIO(checker(assignment, folders))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = folders.assignments.parent
    files["__main__.py"] = _PUBLIC.encode()
    files[f"{PACKAGE}/{_DRIVER}.py"] = packed(_HERE / "grading.py")
    files[f"{PACKAGE}/reports/gradescope.py"] = packed(root / "reports/gradescope.py")
    return {"setup.sh": _text("setup.sh"), "run_autograder": _started(".pyz"), "grader.pyz": zipped(files)}


def hidden(assignment: Assignment, folders: Folders) -> dict[str, bytes]:
    """Path in the zip -> bytes, of an autograder with all checks. Raises FixtureError where the fixtures do not fit the assignment."""
    slug, root = assignment.slug, folders.assignments.parent
    fixtures.complete(assignment.automatic, fixtures.load(folders.fixtures, slug))
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in _rooms(root)}
    files[f"assignments/{slug}/assignment.yaml"] = (folders.assignments / slug / "assignment.yaml").read_bytes()
    files |= {f"fixtures/{slug}/{path.name}": path.read_bytes() for path in sorted((folders.fixtures / slug).iterdir()) if _is_data(path)}
    files["__main__.py"] = _HIDDEN.replace("{slug}", slug).encode()
    files[f"{_DRIVER}.py"] = (_HERE / "grading.py").read_bytes()
    needs = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return {
        "setup.sh": _text("setup_hidden.sh"),
        "run_autograder": _started(""),
        "requirements.txt": "".join(f"{one}\n" for one in needs).encode(),
        "constraints.txt": (root / "constraints.txt").read_bytes(),
        **{f"grader/{name}": data for name, data in files.items()},
    }


def _rooms(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _is_data(path: Path) -> bool:
    return path.suffix in (".json", ".npz")


def _text(name: str) -> bytes:
    return (_HERE / name).read_bytes()


def _started(ending: str) -> bytes:
    """run_autograder, for grader.pyz or the folder grader."""
    return _text("run_autograder").replace(b"@ENDING@", ending.encode())
