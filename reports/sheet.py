"""One scorecard -> the HTML score sheet that a student reads. One file, no scripts, nothing fetched from anywhere."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from graders.scorecard import BY_HAND, Check, Code, Scorecard, Task

from . import evidence as proof
from .advice import Step, first_steps
from .pages import render
from .text import cut, cut_lines, visible
from .words import DEVICES, FRAMEWORKS, PLAIN_OUTCOMES, STATUSES, SYMBOLS

try:
    from .pictures import picture
except ImportError:  # a student's kit brings no matplotlib; then the numbers stand alone
    from .no_pictures import picture

PICTURES = 12  # a sheet; failed checks have theirs first
_CODE_LINES, _WIDTH = 250, 200
_CODE_BYTES = 100_000  # of all tasks together
_OUTPUT_LINES, _OUTPUT_CHARACTERS = 40, 2000
_FRAMES = 5


@dataclass(frozen=True)
class Figure:
    """One part of an answer: as a picture, or as the two values in words; note: what the picture cannot show."""

    label: str
    svg: Markup | None
    expected: str
    yours: str
    note: str


@dataclass(frozen=True)
class Frame:
    """A line of the student's own code in a traceback."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Shown:
    """A check as the sheet shows it. Of a hidden check only the words of the scorecard: facts, figures, output and frames are empty.

    told_at: the anchor of an earlier check of the task that has the same hint.
    explanation: of a quiz question, told after grading. answer: the student's own words that a person marks, where they come first.
    """

    anchor: str
    check: Check
    symbol: str
    rationale: str
    figures: tuple[Figure, ...] = ()
    facts: tuple[proof.Fact, ...] = ()
    output: str = ""
    frames: tuple[Frame, ...] = ()
    told_at: str = ""
    explanation: str = ""
    answer: str = ""

    @property
    def evidence(self) -> bool:
        return bool(self.figures or self.facts or self.output or self.frames)


@dataclass(frozen=True)
class Line:
    """A line of the student's code. mark: a public check's traceback ends here."""

    number: int
    text: str
    mark: bool


@dataclass(frozen=True)
class Section:
    """A task as the sheet shows it."""

    anchor: str
    task: Task
    checks: tuple[Shown, ...]
    lines: tuple[Line, ...]
    left: int

    @property
    def open(self) -> float:
        return sum(shown.check.possible for shown in self.checks if shown.check.outcome == "ungraded")

    @property
    def missing(self) -> bool:
        return any(shown.check.status == "missing" for shown in self.checks)

    @property
    def marked(self) -> bool:
        return any(line.mark for line in self.lines)


def render_sheet(card: Scorecard, remark: str = "") -> str:
    """The whole page of one submission. remark: a sentence that belongs to the result."""
    drawn = _drawn(card)
    room = _CODE_BYTES // max(len(card.tasks), 1)
    sections = tuple(_section(number, task, drawn, room) for number, task in enumerate(card.tasks, 1))
    outcomes = [shown.check.outcome for section in sections for shown in section.checks]
    return render(
        "sheet.html.j2",
        card=card,
        remark=remark,
        sections=sections,
        steps=_linked(first_steps(card), sections),
        counts=[(name, symbol, outcomes.count(name)) for name, symbol in SYMBOLS.items() if name in outcomes],
        bar=_bar(card, sections),
        open_points=sum(section.open for section in sections),
        framework=FRAMEWORKS.get(card.framework, card.framework),
        device=DEVICES.get(card.device, card.device),
        symbols=SYMBOLS,
        unloaded=_unloaded(card),
        at_fault=not card.settled,
    )


def _unloaded(card: Scorecard) -> bool:
    """Nothing at all was found, and loading the files went wrong: that is the one thing to mend."""
    failed = [check.status for task in card.tasks for check in task.checks if check.outcome == "failed"]
    nothing = card.points == 0 and bool(failed) and all(status == "missing" for status in failed)
    return nothing and bool(card.submission.notes)


def _bar(card: Scorecard, sections: tuple[Section, ...]) -> list[tuple[str, float]]:
    """(what, share of the points in percent) of the bar at the top, left to right."""
    if not card.possible > 0:
        return []
    open_points = sum(section.open for section in sections)
    shares = [("passed", card.points), ("ungraded", open_points)]
    return [(name, round(100 * min(max(value / card.possible, 0), 1), 2)) for name, value in shares if value > 0]


def _linked(steps: list[Step], sections: tuple[Section, ...]) -> list[tuple[Step, Shown]]:
    shown = {id(shown.check): shown for section in sections for shown in section.checks}
    return [(step, shown[id(step.check)]) for step in steps]


def _drawn(card: Scorecard) -> frozenset[int]:
    """The checks (by id) that get a picture: the failed ones first, as many as a light page can carry."""
    public = [check for task in card.tasks for check in task.checks if not check.hidden and "yours" in check.evidence]
    public.sort(key=lambda check: check.outcome == "passed")
    return frozenset(id(check) for check in public[:PICTURES])


def _section(place: int, task: Task, drawn: frozenset[int], room: int) -> Section:
    checks = tuple(_shown(f"t{place}c{number}", check, drawn) for number, check in enumerate(task.checks, 1))
    lines, left = _lines(task.code, checks, room) if task.code else ((), 0)
    return Section(f"t{place}", task, tuple(_told_once(checks)), lines, left)


def _told_once(checks: tuple[Shown, ...]) -> Iterator[Shown]:
    """The checks, each hint in full only where it comes first, and each answer in words too."""
    first: dict[str, str] = {}
    answers: set[str] = set()
    for shown in checks:
        if shown.answer in answers:
            shown = replace(shown, answer="")
        answers.add(shown.answer)
        at = first.setdefault(shown.check.hint, shown.anchor) if shown.check.hint else shown.anchor
        yield shown if at == shown.anchor else replace(shown, told_at=at)


def _shown(anchor: str, check: Check, drawn: frozenset[int]) -> Shown:
    rationale = check.rationale or ("" if check.outcome == "passed" else _plain(check))
    if check.hidden:
        return Shown(anchor, check, SYMBOLS[check.outcome], rationale, explanation=str(check.evidence.get("explanation") or ""))
    if check.by_hand:
        return Shown(anchor, check, SYMBOLS[check.outcome], rationale, answer=str(check.evidence[BY_HAND].get("answer") or ""))
    return Shown(
        anchor,
        check,
        SYMBOLS[check.outcome],
        rationale,
        tuple(_figures(anchor, check, id(check) in drawn)),
        tuple(proof.facts(check.evidence)),
        _output(check.evidence.get("output")),
        tuple(_frames(check.evidence.get("traceback")))[-_FRAMES:] if check.outcome == "failed" else (),
    )


def _output(printed: object) -> str:
    """What the student's code printed, shortened."""
    return visible(cut(cut_lines(str(printed or "").replace("\r\n", "\n"), lines=_OUTPUT_LINES, width=_WIDTH), _OUTPUT_CHARACTERS))


def _plain(check: Check) -> str:
    plain = PLAIN_OUTCOMES[check.outcome]
    return STATUSES.get(check.status or "", plain) if check.outcome == "failed" else plain


def _figures(anchor: str, check: Check, drawn: bool) -> Iterator[Figure]:
    every = proof.pairs(check.evidence)
    size = proof.scalar(check.evidence.get("size")) or 0
    room = 1200 if drawn else 300
    for place, pair in enumerate(every[:3] if drawn else every[:1]):
        svg = picture(pair, key=f"{anchor}p{place}", limit=proof.limit(check.evidence)) if drawn else None
        yield Figure(
            pair.label,
            Markup(svg) if svg else None,  # drawn by us from numbers, without any text of the student's
            cut(proof.values_text(pair.expected), room),
            cut(proof.values_text(pair.yours), room),
            _note(pair, size if len(every) == 1 else 0),
        )


def _note(pair: proof.Pair, size: float) -> str:
    """What to know before one compares the two: other shapes, numbers that are none, numbers left out."""
    if isinstance(pair.expected, str) and isinstance(pair.yours, str):
        return ""
    if isinstance(pair.yours, str) or not pair.same_shape:
        return f"Yours: {proof.shape_words(pair.yours)}. Expected: {proof.shape_words(pair.expected)}."
    lost = sum(not math.isfinite(value) for value in pair.yours.ravel())
    notes = [f"{lost} of your numbers {'is' if lost == 1 else 'are'} NaN or infinite, drawn as a gap or in grey."] if lost else []
    if size > pair.yours.size:
        notes.append(f"Only {pair.yours.size} of {size:g} numbers are shown.")
    return " ".join(notes)


def _frames(traceback: object) -> Iterator[Frame]:
    for frame in traceback if isinstance(traceback, list | tuple) else ():
        if isinstance(frame, dict) and isinstance(frame.get("line"), int):
            yield Frame(cut(frame.get("file", ""), 120), frame["line"], cut(frame.get("text", ""), _WIDTH))


def _lines(code: Code, checks: tuple[Shown, ...], room: int) -> tuple[tuple[Line, ...], int]:
    """The entry's source, numbered as in the file, with a mark where a public check's traceback ends in it.

    room: bytes that the lines may take of the page; the second value is how many lines were left out.
    """
    marks = {frames[-1].line for shown in checks if (frames := [frame for frame in shown.frames if _same_place(code.file, frame.file)])}
    every = code.text.replace("\r\n", "\n").rstrip("\n").split("\n")
    texts = [visible(cut(line.expandtabs(4), _WIDTH)) for line in every[:_CODE_LINES]]
    sizes = itertools.accumulate(len(html.escape(text).encode()) for text in texts)
    kept = [text for text, size in zip(texts, sizes, strict=True) if size <= room]
    return tuple(Line(at, text, at in marks) for at, text in enumerate(kept, code.line)), len(every) - len(kept)


def _same_place(code: str, frame: str) -> bool:
    """ "hmm.ipynb cell 4" is the place that a traceback calls "cell 4"."""
    return bool(frame) and (code == frame or code.endswith(f" {frame}"))
