"""A scorecard and what the kit withholds, in sentences that the terminal and the notebook show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graders.scorecard import Check, Scorecard, Task

from .contents import Withheld

SIGNS = {"passed": "✓", "failed": "✗", "skipped": "–", "ungraded": "?"}


_LONGEST_CALL, _PRINTED_LINES = 300, 5


@dataclass(frozen=True)
class Line:
    """A check: outcome, sentence, and below it what is wrong and where to look."""

    outcome: str
    title: str
    points: str
    below: tuple[str, ...]


def heading(task: Task, withheld: Sequence[Withheld]) -> str:
    """ "2 of 4 public points; 3 more checks are hidden (6 points)"."""
    more = "".join(f"; {_more(one)}" for one in withheld if one.task == task.name)
    return f"{task.points:g} of {counted(task.possible, 'public point')}{more}"


def _more(one: Withheld) -> str:
    parts = [f"{counted(one.hidden, 'more check')} {'is' if one.hidden == 1 else 'are'} hidden"] if one.hidden else []
    parts += ["a person reads the answer"] if one.by_hand else []
    return f"{', and '.join(parts)} ({counted(one.points, 'point')})"


def lines(task: Task, notes: Sequence[str] = ()) -> Iterator[Line]:
    """The checks of a task. What stands above already is not told again. notes: what was told of loading the file."""
    if _is_unwritten(task):
        yield Line("failed", "not written yet", f"0 of {task.possible:g}", ())
        return
    told: set[str] = set()
    for check in task.checks:
        yield Line(check.outcome, check.title, f"{check.points:g} of {check.possible:g}", tuple(_below(check, told, notes)))


def _is_unwritten(task: Task) -> bool:
    """Whether the starter's own line still stands there: then its checks need not be told one by one."""
    said = [check.rationale or "" for check in task.checks if check.outcome == "failed"]
    return task.points == 0 and bool(said) and all("NotImplementedError" in text for text in said)


def _below(check: Check, told: set[str], notes: Sequence[str]) -> Iterator[str]:
    if check.rationale and check.outcome != "passed":
        said = check.rationale if not notes else check.rationale.partition(" While loading: ")[0]
        yield "The same as above." if said in told else said
        told.add(said)
        for text in _evidence(check):
            if text not in told:
                yield text
            told.add(text)
    if check.hint:
        yield "The hint above holds here too." if check.hint in told else check.hint
        told.add(check.hint)


def _evidence(check: Check) -> Iterator[str]:
    """The call that was judged, and what the code printed, where they are short enough to help."""
    call, printed = str(check.evidence.get("arguments") or ""), str(check.evidence.get("output") or "").strip()
    if call and len(call) <= _LONGEST_CALL:
        yield f"The call: {call}"
    if printed:
        first = "\n".join(printed.split("\n")[:_PRINTED_LINES])[:_LONGEST_CALL]
        yield f"Your code printed: {first}{' ...' if first != printed else ''}"


def closing(card: Scorecard, withheld: Sequence[Withheld]) -> str:
    """The points, and what they do not say yet."""
    said = f"{card.points:g} of {counted(card.possible, 'public point')}."
    hidden, by_hand = sum(one.hidden for one in withheld), sum(one.by_hand for one in withheld)
    rest = [f"{counted(hidden, 'hidden check')}" if hidden else "", "what a person reads" if by_hand else ""]
    if hidden or by_hand:
        said += f" {sum(one.points for one in withheld):g} more come from {' and '.join(filter(None, rest))}, when your work is graded."
    return said


def counted(number: float, noun: str) -> str:
    return f"{number:g} {noun}{'' if number == 1 else 's'}"


def status(card: Scorecard) -> int:
    """The exit status: 0 all passed, 1 some failed, 2 something could not be checked."""
    outcomes = {check.outcome for task in card.tasks for check in task.checks}
    return 2 if "ungraded" in outcomes else 1 if outcomes & {"failed", "skipped"} else 0
