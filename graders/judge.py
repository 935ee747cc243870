"""From the answers to a check's cases to its verdict. Runs nothing and shows nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from . import compare, diagnose
from .check import Check
from .choices import matches
from .compare import Tolerance
from .evidence import evidence_of, reached, shown
from .explain import explain, in_another_order
from .fixture import Case
from .job import Answer, Kept, Status, StudentError
from .measures import MEASURES
from .pairing import Difference, Path
from .scorecard import Outcome

Precision = str  # "float64" or "float32", and "float32-cuda" on a GPU
Pairs = Sequence[tuple[Case, Answer]]
MOST_OTHERS = 8  # mistakes that are tried in pairs


@dataclass(frozen=True)
class Verdict:
    """Outcome of one check, with the words that the student reads. mistakes: the named ones that give this very answer.

    otherwise: the hint for when no named mistake remains.
    """

    outcome: Outcome
    status: Status | None = None
    rationale: str | None = None
    hint: str | None = None
    mistakes: tuple[str, ...] = ()
    otherwise: str | None = None
    evidence: dict[str, Any] = field(default_factory=dict)

    def narrowed(self, answered: Pairs, hints: Mapping[str, str], *, others: Sequence[str] = ()) -> Verdict:
        """Only the mistakes that explain all answers of the task, or else the one that does so together with another.

        others: the mistakes that the task's other checks found.
        """
        kept = diagnose.consistent(self.mistakes, answered)
        if not kept and 1 < len(others) <= MOST_OTHERS:
            kept = [name for name in diagnose.together(others, answered) if name in self.mistakes]
        if len(kept) == len(self.mistakes):
            return self
        return replace(self, mistakes=tuple(kept), hint=_hint_of(kept, hints) if kept else self.otherwise)


def judge(check: Check, pairs: Pairs, *, precision: Precision, hints: Mapping[str, str]) -> Verdict:
    """Judge a check on the answers to its cases (all of them, or up to the first that brought the process down)."""
    differences = [(case, answer, _difference(check, case, answer, precision)) for case, answer in pairs]
    failed = [(case, answer, difference) for case, answer, difference in differences if difference]
    if not failed:
        case, answer, _ = differences[-1]
        return Verdict("passed", answer.status, evidence=evidence_of(check, case, answer, None))
    case, answer, difference = failed[0]
    assert difference is not None
    mistakes = _mistakes(check, [(c, a) for c, a, _ in failed], hints)
    otherwise = _hint(check, pairs, answer, precision)
    return Verdict(
        "failed",
        answer.status,
        rationale=_sentence(difference.category if check.hidden else difference.sentence),
        hint=_hint_of(mistakes, hints) if mistakes else otherwise,
        mistakes=tuple(mistakes),
        otherwise=otherwise,
        evidence=evidence_of(check, case, answer, difference),
    )


def _difference(check: Check, case: Case, answer: Answer, precision: Precision) -> Difference | None:
    if check.compare == "raises":
        return _raises(check, answer)
    if answer.status != "returned":
        return _no_answer(answer)
    if not compare.has_part(answer.value, check.part, case.expected):
        return _lacks_part(check, case, answer)
    difference = COMPARISONS[check.compare](check, case, answer, _tolerance(case, precision))
    return _one_array(check, case, answer) or _by_call(case, difference) if difference else None


def _by_call(case: Case, difference: Difference) -> Difference:
    """Of a script, the parts of an answer are what its calls returned: the sentence says which."""
    answering = [call for call in case.calls if call.keep is None]
    number = difference.path[0] if len(answering) > 1 and difference.path else None
    if not isinstance(number, int):
        return difference
    returned = f"what call {number + 1} (`{answering[number].entry}`) returned"

    def told(found: re.Match[str]) -> str:
        return f"part {found[1]} of {returned}" if found[1] else returned

    return replace(difference, sentence=re.sub(rf"part \[{number}\](\S*) of your answer", told, difference.sentence))


def _one_array(check: Check, case: Case, answer: Answer) -> Difference | None:
    """Where a tuple is asked for and one array came, its rows are no parts: that is what is wrong."""
    parts = case.expected if isinstance(case.expected, (list, tuple)) and check.part is not None else ()
    if isinstance(answer.value, np.ndarray) and any(np.ndim(part) for part in parts):
        said = f"{len(parts)} values are asked for, as a tuple, and your function returns one array of shape {answer.value.shape}"
        return Difference(said, said)
    return None


def _mistakes(check: Check, failed: Pairs, hints: Mapping[str, str]) -> list[str]:
    if check.compare in ("unchanged", "pure"):
        return []
    return [name for name in diagnose.named_mistakes(failed, check.part) if name in hints]


def _tolerance(case: Case, precision: Precision) -> Tolerance:
    return case.tolerance_for(*precision.split("-")) or Tolerance(rtol=1e-6 if precision.startswith("float64") else 1e-4)


def _lacks_part(check: Check, case: Case, answer: Answer) -> Difference:
    """Why the part cannot be found: the answer as a whole has another structure."""
    if isinstance(check.part, str) and isinstance(answer.value, dict):
        said = f"your answer lacks the key `{check.part}`"
        return Difference(said, said)
    difference = compare.same_shape(case.expected, answer.value)
    said = f"your answer is not made of the {len(case.expected)} parts that are asked for"
    return difference or Difference(said, said)


def _judged(check: Check, case: Case, answer: Answer) -> tuple[Any, Any]:
    """(what is expected, what was given) of the part that a check looks at."""
    return compare.part_of(case.expected, check.part), compare.part_of(answer.value, check.part)


def _place(check: Check) -> Path:
    """Where this part lies in the answer."""
    return () if check.part is None else (check.part,)


# ---- the compare functions of assignment.yaml: (check, case, answer, tolerance) -> what is wrong, or None ----


def _close(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """The values agree within the case's tolerance."""
    return compare.close(*_judged(check, case, answer), tolerance=tolerance, at=_place(check))


def _equal(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """The values are the same, to the last digit."""
    return compare.equal(*_judged(check, case, answer), at=_place(check))


def _shape(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """Structure and shapes agree; the values are not looked at."""
    return compare.same_shape(*_judged(check, case, answer), at=_place(check))


def _probability(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """Shapes agree, nothing is negative, the last axis sums to 1."""
    return compare.probability(*_judged(check, case, answer), tolerance=tolerance, at=_place(check))


def _decreasing(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """No number of the sequence is larger than the one before it."""
    return compare.decreasing(compare.part_of(answer.value, check.part), tolerance=tolerance)


def _unchanged(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """The arguments are after the call what they were before it."""
    for call, after in zip(case.calls, answer.arguments, strict=False):
        names = [f"its {word} argument" for word in _ORDINALS[: len(call.positional)]] + [f"`{name}`" for name in call.named]
        before = [*call.positional, *call.named.values()]
        for name, one, other in zip(names, before, after, strict=False):
            if not _holds_kept(one) and (changed := compare.kept(one, other)):
                key = f"{', '.join(f'`{step}`' for step in changed.path)} in " if changed.path else ""
                said = f"`{call.entry}` changes {key}{name} in place: work on a copy"
                return Difference(said, said)
    return None


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _holds_kept(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_kept(item) for item in value.values())
    return isinstance(value, Kept) or (isinstance(value, (list, tuple)) and any(_holds_kept(item) for item in value))


def _pure(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """The same call twice gives the same answer, within the tolerance."""
    if compare.close(diagnose.comparable(answer.value), diagnose.comparable(answer.again), tolerance=tolerance) is None:
        return None
    said = "the same call gives another answer the second time: something is kept between the calls, or drawn at random"
    return Difference(said, said)


def _reaches(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """What the model reaches is on the right side of the check's bar."""
    measure, found = MEASURES[check.measured or ""], reached(check, case, answer)
    if isinstance(found, Difference):
        return found
    if measure.passes(found, check.limit):
        return None
    said = measure.sentence(found, check.limit)
    return Difference(said, said)


def _choice(check: Check, case: Case, answer: Answer, tolerance: Tolerance) -> Difference | None:
    """The answer to one question of a quiz is the right one. What the student chose is told, never what is right."""
    value = compare.part_of(answer.value, check.part)
    right = matches(compare.part_of(case.expected, check.part), value, within=check.within)
    if right:
        return None
    given = f"`{value if isinstance(value, str) else shown(value, 20)}`"[:100]
    said = f"your answer {given} is not the right one" if right is False else f"your answer {given} has not the form that is asked for"
    return Difference(said, said)


COMPARISONS: dict[str, Callable[[Check, Case, Answer, Tolerance], Difference | None]] = {
    "close": _close,
    "equal": _equal,
    "shape": _shape,
    "probability": _probability,
    "decreasing": _decreasing,
    "unchanged": _unchanged,
    "pure": _pure,
    "at_least": _reaches,
    "at_most": _reaches,
    "distribution": _reaches,
    "form": _reaches,
    "choice": _choice,
}


def _raises(check: Check, answer: Answer) -> Difference | None:
    """The call raises the exception that the contract names (or a subclass of it)."""
    if answer.status == "raised" and answer.error and check.error in (answer.error.type, *answer.error.kinds):
        return None
    if answer.status == "returned":
        said = f"your function returns an answer where it should `raise {check.error}`"
    elif answer.status == "raised" and answer.error:
        said = f"your function raises {answer.error.type} where it should `raise {check.error}`"
    else:
        return _no_answer(answer)
    return Difference(said, said)


def _no_answer(answer: Answer) -> Difference:
    """The call gave no value: say what happened. A hidden check's exception text could carry inputs out, so only its type is told."""
    if answer.status != "raised" or answer.error is None:
        return Difference(answer.detail or answer.status, answer.detail or answer.status)
    frame = answer.error.frames[-1] if answer.error.frames else None
    place = f" ({frame.file}, line {frame.line}: `{frame.text.strip()}`)" if frame else ""
    return Difference(f"your code raises {named(answer.error)}{place}", f"your code raises {answer.error.type}{place}")


def named(error: StudentError) -> str:
    """ "ValueError: some text", on one line."""
    text = " ".join(error.text.split())
    return f"{error.type}: {text}" if text else error.type


# ---- words and numbers for the sheet ----


def _hint(check: Check, pairs: Pairs, answer: Answer, precision: Precision) -> str | None:
    """What can be said without a named mistake. answer: the first that failed."""
    if answer.status == "returned" and check.compare in ("close", "equal"):
        returned = [(case, one) for case, one in pairs if one.status == "returned" and not case.raises]
        if not all(compare.has_part(one.value, check.part, case.expected) for case, one in returned):
            return None
        whole = [(case.expected, one.value, _tolerance(case, precision)) for case, one in returned]
        parts = [(*_judged(check, case, one), _tolerance(case, precision)) for case, one in returned]
        return in_another_order(whole, check.part) or explain(parts, at=_place(check))
    if check.compare == "unchanged" and answer.status == "returned":
        return "Copy what you write to: `x = x.copy()` for an array; for a dict, the dict and the arrays in it that you change."
    if check.trains and answer.status == "timed_out":
        return "Train with fewer passes over the data, larger batches or a smaller network."
    if answer.status == "missing" and "While loading:" in answer.detail:
        return None  # it is spelt right, and was never reached
    return _STATUS_HINTS.get(answer.status)


def _hint_of(mistakes: Sequence[str], hints: Mapping[str, str]) -> str:
    return " Or: ".join(hints[name] for name in mistakes[:2])


_STATUS_HINTS = {
    "timed_out": "Look for a loop that never ends, or for work that grows faster than the input.",
    "out_of_memory": "Look for an array that is larger than the answer needs, or a list that grows without end.",
    "missing": "Check the spelling and that the definition is at the top level of your file.",
}


def _sentence(text: str) -> str:
    """First letter large, a full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?" else ".")
