"""A check: one judged sentence of an assignment.yaml, and what may be written about it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MinLen

from .measures import MEASURES, bar_of
from .misplaced import Misplaced

Compare = Literal[
    "close", "equal", "raises", "shape", "probability", "unchanged", "pure", "decreasing",
    "at_least", "at_most", "distribution", "choice", "form", "by_hand",
]  # fmt: skip


NAME = re.compile("[a-z][a-z0-9_]*")
Points = Annotated[float, Gt(0), Le(1000)]
Within = Annotated[float, Ge(0), Le(0.5)]
Words = Annotated[str, MinLen(3)]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One judged sentence.

    compare: a function of graders/compare.py.
    cases: the group of cases it is judged on, of this task; "other_task.group" takes another task's.
    after: checks ("weather", or "other_task.weather") that must pass first; otherwise this one is skipped.
    part: judge only this part of the answer (position in a tuple, key of a dict).
    error: the exception that `raises` wants. measure: what a trained model is judged by (graders/measures.py), and bar: the number that
    `at_least` or `at_most` wants of it. tries: how often a model that misses the bar may be trained, each time from another seed.
    false_fail: the largest share of right answers that `distribution` may fail, by chance. within: how far off a number of a quiz may be.
    rubric: of `by_hand`, what earns the points, for whoever marks.
    thin_margin: why the nearest mistake may come closer than ten tolerances.
    """

    name: str
    title: Words
    compare: Compare
    cases: str = ""
    points: Points
    hidden: bool = False
    after: tuple[str, ...] = ()
    part: int | str | None = None
    error: str = "ValueError"
    measure: Literal["accuracy", "cross_entropy", "future_leak", "error_share", "modes", "mode_share", "moved_by_order"] | None = None
    bar: float | None = None
    tries: Annotated[int, Ge(1), Le(10)] = 1
    false_fail: Annotated[float, Gt(0), Le(1e-3)] | None = None
    within: Within = 0.0
    rubric: str | None = None
    thin_margin: str | None = None

    def __post_init__(self) -> None:
        """Raises Misplaced, or ValueError about the whole."""
        if not NAME.fullmatch(self.name):
            raise Misplaced(("name",), "a check's name is made of lower-case letters, digits and `_`, a letter first; change it")
        if self.cases and not re.fullmatch(r"(\w+\.)?\w+", self.cases, re.ASCII):
            raise Misplaced(("cases",), "this must be one name, such as `slides`, or `viterbi.slides` of another task; change it")
        if not re.fullmatch(r"\w+", self.error, re.ASCII):
            raise Misplaced(("error",), "this must be one name, such as `ValueError`; change it")
        if self.part == "" or (isinstance(self.part, int) and self.part < 0):
            raise Misplaced(("part",), "a part is a position (0, 1, ...) or the key of a dict; change it")
        self._a_measure_has_a_bar()
        self._is_judged_on_cases_or_by_hand()

    def _a_measure_has_a_bar(self) -> None:
        if (self.compare in ("at_least", "at_most")) != (self.bar is not None and self.measure is not None):
            raise ValueError("`at_least` and `at_most` need `measure` and `bar`, and nothing else takes them")
        if self.tries > 1 and self.measure is None:
            raise Misplaced(("tries",), "only what a trained model reaches is tried again; delete the key")
        if self.measure is not None and self.bar is not None:
            measure = MEASURES[self.measure]
            if self.compare != measure.compare:
                raise Misplaced(("compare",), f"`{self.measure}` goes with `{measure.compare}`; change one of the two")
            if not 0 < self.bar <= measure.largest_bar:
                most = f"between 0 and {measure.largest_bar:g}" if math.isfinite(measure.largest_bar) else "above 0"
                raise Misplaced(("bar",), f"the bar of `{self.measure}` lies {most}; change it")
        if (self.compare == "distribution") != (self.false_fail is not None):
            raise ValueError("`distribution` needs `false_fail`, such as 1.0e-6, and nothing else takes it")

    def _is_judged_on_cases_or_by_hand(self) -> None:
        if self.by_hand and (self.cases or self.hidden):
            raise Misplaced(("cases" if self.cases else "hidden",), "who marks by hand reads the answer itself; delete the key")
        if not self.by_hand and not self.cases:
            raise Misplaced(("cases",), "the name of a group of cases is missing; add it")
        if self.by_hand != (self.rubric is not None):
            raise ValueError("`by_hand` needs a `rubric`, and nothing else takes one")

    @property
    def by_hand(self) -> bool:
        """Whether a person marks it."""
        return self.compare == "by_hand"

    @property
    def measured(self) -> str | None:
        """The measure that an answer is judged by (graders/measures.py); None where it is judged by its values."""
        return self.compare if self.compare in ("distribution", "form") else self.measure

    @property
    def limit(self) -> float:
        """The bar that `measured` is held against."""
        return bar_of(self.false_fail) if self.false_fail is not None else self.bar or 1.0

    @property
    def trains(self) -> bool:
        """Whether a model is trained for it, which takes long."""
        return self.measure is not None
