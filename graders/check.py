"""A check: one judged sentence of an assignment.yaml, and what may be written about it."""

from __future__ import annotations

import math
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from .measures import MEASURES, bar_of
from .yaml_file import Misplaced

Compare = Literal[
    "close", "equal", "raises", "shape", "probability", "unchanged", "pure", "decreasing",
    "at_least", "at_most", "distribution", "choice", "form", "by_hand",
]  # fmt: skip


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


NAME = re.compile("[a-z][a-z0-9_]*")


class Check(Strict):
    """One judged sentence.

    compare: a function of graders/compare.py.
    cases: the group of cases it is judged on, of this task; "other_task.group" takes another task's.
    after: checks ("weather", or "other_task.weather") that must pass first; otherwise this one is skipped.
    part: judge only this part of the answer (position in a tuple, key of a dict).
    error: the exception that `raises` wants. measure: what a trained model is judged by (graders/measures.py), and bar: the number that
    `at_least` or `at_most` wants of it. false_fail: the largest share of right answers that `distribution` may fail, by chance.
    within: how far off a number of a quiz may be. rubric: of `by_hand`, what earns the points, for whoever marks.
    thin_margin: why the nearest mistake may come closer than ten tolerances.
    """

    name: str
    title: str = Field(min_length=3)
    compare: Compare
    cases: str = ""
    points: float = Field(gt=0, le=1000)
    hidden: bool = False
    after: tuple[str, ...] = ()
    part: int | str | None = None
    error: str = "ValueError"
    measure: Literal["accuracy", "cross_entropy", "future_leak", "error_share", "modes", "mode_share"] | None = None
    bar: float | None = None
    false_fail: float | None = Field(default=None, gt=0, le=1e-3)
    within: float = Field(default=0.0, ge=0, le=0.5)
    rubric: str | None = None
    thin_margin: str | None = None

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError("a check's name is made of lower-case letters, digits and `_`, a letter first; change it")
        return name

    @field_validator("cases", "error")
    @classmethod
    def _is_one_word(cls, word: str, field: Any) -> str:
        if not re.fullmatch(r"(\w+\.)?\w+" if field.field_name == "cases" else r"\w+", word, re.ASCII):
            example = "`slides`, or `viterbi.slides` of another task" if field.field_name == "cases" else "`ValueError`"
            raise ValueError(f"this must be one name, such as {example}; change it")
        return word

    @field_validator("part", mode="before")
    @classmethod
    def _is_a_part(cls, part: Any) -> Any:
        if isinstance(part, bool) or not isinstance(part, (int, str, type(None))) or part == "" or (isinstance(part, int) and part < 0):
            raise ValueError("a part is a position (0, 1, ...) or the key of a dict; change it")
        return part

    @model_validator(mode="after")
    def _a_measure_has_a_bar(self) -> Check:
        if (self.compare in ("at_least", "at_most")) != (self.bar is not None and self.measure is not None):
            raise ValueError("`at_least` and `at_most` need `measure` and `bar`, and nothing else takes them")
        if self.measure is not None and self.bar is not None:
            measure = MEASURES[self.measure]
            if self.compare != measure.compare:
                raise Misplaced(("compare",), f"`{self.measure}` goes with `{measure.compare}`; change one of the two")
            if not 0 < self.bar <= measure.largest_bar:
                most = f"between 0 and {measure.largest_bar:g}" if math.isfinite(measure.largest_bar) else "above 0"
                raise Misplaced(("bar",), f"the bar of `{self.measure}` lies {most}; change it")
        if (self.compare == "distribution") != (self.false_fail is not None):
            raise ValueError("`distribution` needs `false_fail`, such as 1.0e-6, and nothing else takes it")
        return self

    @model_validator(mode="after")
    def _is_judged_on_cases_or_by_hand(self) -> Check:
        if self.by_hand and (self.cases or self.hidden):
            raise Misplaced(("cases" if self.cases else "hidden",), "who marks by hand reads the answer itself; delete the key")
        if not self.by_hand and not self.cases:
            raise Misplaced(("cases",), "the name of a group of cases is missing; add it")
        if self.by_hand != (self.rubric is not None):
            raise ValueError("`by_hand` needs a `rubric`, and nothing else takes one")
        return self

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
