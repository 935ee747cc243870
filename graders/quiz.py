"""Questions with one right answer each: a choice, several choices, or a number. What an assignment.yaml says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .check import NAME, Check, Points, Within, Words
from .choices import matches, number_of
from .misplaced import Misplaced

Right = str | tuple[str, ...] | float


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. name: its key in the student's dict. section: of the slides. choices: letter -> text; none where a number is asked for.

    answer: a letter, a list of letters, or a number; within: how far off a number may be, as a share of the right one.
    explanation: what the student reads after grading. slips: a wrong answer (a letter, or a number in quotes) -> the hint for it.
    """

    name: str
    section: str
    text: Words
    choices: dict[str, str] = field(default_factory=dict)
    answer: Right
    within: Within = 0.0
    explanation: Words
    slips: dict[str, str] = field(default_factory=dict)
    points: Points

    def __post_init__(self) -> None:
        """Raises Misplaced."""
        if not NAME.fullmatch(self.name):
            raise Misplaced(("name",), "a question's name is made of lower-case letters, digits and `_`, a letter first; change it")
        letters = list(self.choices)
        if isinstance(self.answer, float):
            if letters:
                raise Misplaced(("choices",), "a number is asked for, so there is nothing to choose; delete the choices")
            if not self.slips or any(number_of(slip) is None or self.accepts(number_of(slip)) for slip in self.slips):
                raise Misplaced(("slips",), "a question for a number needs a wrong number at least, in quotes, with its hint; add it")
            return
        if len(letters) < 3 or letters != list("abcdefgh"[: len(letters)]):
            raise Misplaced(("choices",), "there are three to eight choices, lettered a, b, c and so on; change them")
        if unknown := [letter for letter in self.answer if letter not in letters]:
            raise Misplaced(("answer",), f"`{unknown[0]}` is none of the choices; change it")
        if isinstance(self.answer, str) != (len(self.answer) == 1) or list(self.answer) != sorted(set(self.answer)):
            raise Misplaced(("answer",), "the answer is one letter, or a list of two or more in their order; change it")
        if wrong := [slip for slip in self.slips if slip not in letters or slip == self.answer]:
            raise Misplaced(("slips", wrong[0]), f"`{wrong[0]}` is no wrong choice; change it")

    @property
    def form(self) -> str:
        """How it is to be answered, for the public check: "number", "one of abcd", "some of abcd"."""
        if isinstance(self.answer, float):
            return "number"
        return f"{'one' if isinstance(self.answer, str) else 'some'} of {''.join(self.choices)}"

    @property
    def told(self) -> str:
        """The right answer and why, as the sheet shows them after grading."""
        if isinstance(self.answer, float):
            number = f"{self.answer:,.0f}" if self.answer.is_integer() else f"{self.answer:.12g}"
            return f"The answer is {number}{f', give or take {100 * self.within:g} %' if self.within else ''}. {self.explanation}"
        return f"The answer is {'; '.join(f'{letter}: {self.choices[letter]}' for letter in self.answer)}. {self.explanation}"

    def accepts(self, value: Any) -> bool:
        return matches(self.answer, value, within=self.within) is True

    def check(self) -> Check:
        """The hidden check that judges it."""
        return Check(
            name=self.name,
            title=self.text,
            compare="choice",
            cases="questions",
            part=self.name,
            points=self.points,
            hidden=True,
            within=self.within,
        )
