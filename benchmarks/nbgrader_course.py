"""The same class in nbgrader, run as its users do: `nbgrader generate_assignment`, hand-ins in submitted/, `nbgrader autograde`.

Nothing is changed but what a course must set: its folder. The notebooks are the very files that Assay gets. The hidden test cells
make the calls that Assay makes, with the same inputs and as often, and compare with the same tolerance. One notebook costs
what passes between the writing of one and of the next, as with Assay; sheets for the students (`generate_feedback`) are not made.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from . import measure
from .classroom import Kind, notebook_text, student_name, teacher_cells
from .coursework import Coursework
from .errors import BenchmarkError
from .floor import BARE
from .nbgrader_venv import program

NAME = "coursework"


@dataclass
class Graded:
    """Seconds of one notebook, and of the start of a run, over several rounds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Course:
    """A course with one assignment. calls: the folder that `write_calls` filled. place: an empty folder."""

    work: Coursework
    kind: Kind
    calls: Path
    place: Path

    def make(self, count: int) -> None:
        """Write the course, let nbgrader make the assignment, and hand in `count` notebooks."""
        source = self.place / "source" / NAME
        source.mkdir(parents=True)
        (self.place / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "benchmark"\n', encoding="utf-8")
        (source / f"{self.work.slug}.ipynb").write_text(notebook_text(teacher_cells(self.work, self.kind.framework)), encoding="utf-8")
        for file in (BARE, self.calls / "calls.json", self.calls / "calls.npz"):
            shutil.copy(file, source)
        self._run("generate_assignment", NAME)
        for number in range(1, count + 1):
            folder = self.place / "submitted" / student_name(number) / NAME
            folder.mkdir(parents=True)
            (folder / f"{self.work.slug}.ipynb").write_text(self.kind.text(self.work, number), encoding="utf-8")

    def measure_once(self, graded: Graded, count: int) -> None:
        """One round: one notebook, then all `count`."""
        small = self._run(*self._autograde(), "--student", student_name(1))
        large = self._run(*self._autograde())
        self.check_marks(count)
        written = sorted(path.stat().st_mtime for path in (self.place / "autograded").glob("*/*/*.ipynb"))
        graded.wall.append((written[-1] - written[0]) / (count - 1))
        if large.cpu is not None and small.cpu is not None:
            graded.cpu.append((large.cpu - small.cpu) / (count - 1))
        graded.start.append(large.wall - count * graded.wall[-1])

    def peak_kb(self) -> int:
        """Of the run of one notebook: nbgrader grades one after the other."""
        command = [program("nbgrader"), *self._autograde(), "--student", student_name(1)]
        return measure.watch(command, self.place, self._variables()).peak_kb

    def check_marks(self, count: int) -> None:
        """Raises BenchmarkError when a notebook did not get full marks."""
        page = self.place / "grades.csv"
        page.unlink(missing_ok=True)
        self._run("export", "--to", str(page))
        with open(page, encoding="utf-8", newline="") as file:
            marks = [(row["student_id"], float(row["score"] or 0), float(row["max_score"])) for row in csv.DictReader(file)]
        wrong = [f"{name} got {score:g} of {most:g}" for name, score, most in marks if score != most or most != len(self.work.tasks)]
        if wrong or len(marks) != count:
            said = "; ".join(wrong[:3]) or f"{len(marks)} of {count} were graded"
            raise BenchmarkError(f"nbgrader: {said}: a benchmark of a wrong run says nothing.")

    def _autograde(self) -> list[str]:
        return ["autograde", NAME, "--force"]

    def _run(self, *words: str) -> measure.Cost:
        return measure.run([program("nbgrader"), *words], self.place, self._variables())[0]

    def _variables(self) -> dict[str, str]:
        """As in an activated environment: nbgrader looks for `alembic` on the path."""
        variables = measure.environment(self.place / "home")
        return variables | {"PATH": f"{Path(program('nbgrader')).parent}:{variables['PATH']}"}
