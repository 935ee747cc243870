"""What all sections share: the copy of Assay, a temporary folder, the size of classes, and who hears how far the work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .assay_command import AssayCommand
from .calls import write_calls
from .classroom import Kind
from .clone import Clone
from .coursework import Coursework
from .floor import BareInterpreter
from .nbgrader_course import Course


@dataclass(frozen=True)
class Sizes:
    """rounds: how often each line is measured; the sides of a comparison take turns. The rest: hand-ins in a class.

    The class of quick hand-ins is large, so that what one costs stands out from how much the start of a run varies.
    """

    rounds: int = 3
    modules: int = 60
    notebooks: int = 16
    real: int = 8
    nbgrader: int = 5
    growth: tuple[int, ...] = (10, 100, 1000)
    growth_rounds: tuple[int, ...] = (7, 3, 2)
    sheets: int = 1000

    def of(self, work: Coursework, kind: Kind) -> int:
        if work.slug != "doubling":
            return self.real
        return self.notebooks if kind.notebook else self.modules


QUICK = Sizes(rounds=1, modules=12, notebooks=6, real=4, nbgrader=3, growth=(5, 50), growth_rounds=(2, 1), sheets=50)


@dataclass
class Bench:
    """place: a temporary folder. say: called before each step with what it is."""

    clone: Clone
    place: Path
    sizes: Sizes
    say: Callable[[str], None]
    _calls: dict[str, Path] = field(default_factory=dict)

    def assay(self, work: Coursework, kind: Kind) -> AssayCommand:
        return AssayCommand(self.clone, work, kind, self._folder(f"{work.slug}-{kind.name}"))

    def bare(self, work: Coursework, framework: str) -> BareInterpreter:
        return BareInterpreter(work, framework, self.calls(work), self._folder(f"{work.slug}-{framework}-bare"))

    def nbgrader(self, work: Coursework, kind: Kind) -> Course:
        return Course(work, kind, self.calls(work), self._folder(f"{work.slug}-{kind.framework}-nbgrader"))

    def calls(self, work: Coursework) -> Path:
        if work.slug not in self._calls:
            self._calls[work.slug] = write_calls(self.clone, work.slug, self.place / "calls" / work.slug)
        return self._calls[work.slug]

    def _folder(self, name: str) -> Path:
        folder = self.place / name.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        return folder
