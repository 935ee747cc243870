"""Makes the reference of assignment.yaml from the model that reads it: every key, its type, default, limits and meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter

from graders import measures
from graders.assignment import Assignment
from graders.judge import COMPARISONS

_PLACES = {"Assignment": "the file itself", "Limits": "`limits:`", "Task": "`tasks:`", "Check": "`checks:`", "Question": "`quiz:`"}
_TYPES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false", "null": "nothing"}
_NOT_WRITTEN = {("Assignment", "slug")}  # it is the folder's name

# What the keys mean, where the model's own description says nothing, or says it to programmers.
MEANINGS = {
    ("Assignment", "title"): "the name of the assignment, for people",
    ("Assignment", "slides"): "the section of the slides that it belongs to",
    ("Assignment", "summary"): "one or two sentences for `assay show`",
    ("Assignment", "models"): "the files of `reference/` that hold its entries, without `.py`",
    ("Assignment", "limits"): "how much time, memory and printed text a submission may use",
    ("Assignment", "tasks"): "what the student writes, in the order of the handout",
    ("Limits", "seconds"): "processor time for one case; on the clock it may take three times as long, and 5 seconds more",
    ("Limits", "memory_mb"): "memory beyond what Python and the libraries use, in megabytes",
    ("Limits", "output_kb"): "how much printed text is kept, in kilobytes; the rest is counted and thrown away",
    ("Limits", "load_seconds"): "time to import a module, or to run one cell of a notebook; all cells together may take five times as long",
    ("Task", "title"): "the name of the task, for people",
    ("Task", "checks"): "what is judged, in the order of the sheet",
    ("Check", "name"): "its short name, used by `after` and in the scorecard: lower-case letters, digits and `_`, a letter first",
    ("Check", "title"): "the sentence that the student reads: *does not change its argument*",
    ("Check", "compare"): "how the answer is judged: see [the words of compare](#the-words-of-compare)",
    ("Check", "points"): "what it is worth; a check passes or it does not",
    ("Check", "hidden"): "whether it runs on inputs that are not handed out",
    ("Check", "measure"): "of `at_least` and `at_most`: what a trained model is judged by",
    ("Check", "bar"): "of `at_least` and `at_most`: the number that the measure has to reach, or must not exceed",
    ("Check", "within"): "how far off a number of a quiz may be, as a share of the right one; questions under `quiz:` set it themselves",
    ("Question", "section"): "the section of the slides that it is about",
    ("Question", "text"): "the question itself",
    ("Question", "choices"): "three to eight choices, each with its letter: `a`, `b`, `c` and so on; none where a number is asked for",
    ("Question", "slips"): "wrong answers (a letter, or a number in quotes), each with the hint for it",
    ("Question", "points"): "what it is worth",
}
# The words of `compare:` that no function of graders/judge.py judges from a pair of values.
COMPARED_ELSEWHERE = {
    "raises": "The call raises the exception that `error` names, or a subclass of it.",
    "by_hand": "A person reads the answer and gives the points: `assay mark`.",
}
# Words that share a function there.
MEASURED = {
    "at_least": "What a trained model reaches in `measure` is `bar` or more.",
    "at_most": "What a trained model reaches in `measure` is `bar` or less.",
    "distribution": "A statistical test finds the draws likely enough; it fails a right answer with a probability of at most `false_fail`.",
    "form": "Every question of a quiz has an answer in the form that is asked for.",
}


def schema() -> dict[str, Any]:
    """The JSON Schema of an assignment. Whatever the model is made with, this is the one place that asks it."""
    return TypeAdapter(Assignment).json_schema()


def page() -> str:
    """Markdown, one section a noun, and one on the words of `compare:`."""
    whole = schema()
    nouns = {"Assignment": whole, **{name: whole["$defs"][name] for name in _PLACES if name in whole["$defs"]}}
    lines = [line for name, noun in nouns.items() for line in _section(name, noun)]
    return "\n".join([*lines, *_comparisons(nouns["Check"]), *_measures()])


def _section(name: str, noun: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {name}", "", f"The keys of {_PLACES[name]}.", "")
    yield from ("| key | type and limits | without it | meaning |", "|---|---|---|---|")
    for key, kind in noun["properties"].items():
        if (name, key) not in _NOT_WRITTEN:
            without = "must be given" if key in noun.get("required", ()) else _default(kind.get("default"))
            yield f"| `{key}` | {_cell(_type(kind))} | {_cell(without)} | {_cell(meaning(name, noun, key))} |"
    yield ""


def meaning(name: str, noun: Mapping[str, Any], key: str) -> str:
    """What a key means: our words, else those of the model's description. Raises KeyError where there are none at all."""
    return MEANINGS.get((name, key)) or described(noun)[key]


def described(noun: Mapping[str, Any]) -> dict[str, str]:
    """Key -> what stands after `key: ` in a description, up to the next key."""
    text = " ".join(noun.get("description", "").split())
    keys = "|".join(map(re.escape, noun["properties"]))
    pieces = re.split(rf"(?:^|(?<=[.;,] )|(?<=\band ))({keys}): ", text)
    return {key: re.sub(r"[\s.;,]*(\band)?\s*$", "", said) for key, said in zip(pieces[1::2], pieces[2::2], strict=True)}


def _type(kind: Mapping[str, Any]) -> str:
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " or ".join(_type(one) for one in kind["anyOf"] if one.get("type") != "null")
    if "enum" in kind:
        return f"one of {', '.join(f'`{word}`' for word in kind['enum'])}"
    if "const" in kind:
        return f"`{kind['const']}`"
    if kind.get("type") == "array":
        items = kind.get("items") or kind.get("prefixItems", [{}])[0]
        return f"list of {_type(items)}{', at least one' if kind.get('minItems') else ''}"
    if kind.get("type") == "object":
        return f"mapping of words to {_type(kind.get('additionalProperties', {}))}"
    return ", ".join([_TYPES[kind["type"]], *_bounds(kind)])


def _bounds(kind: Mapping[str, Any]) -> Iterator[str]:
    said = {"exclusiveMinimum": "more than {}", "minimum": "at least {}", "maximum": "at most {}", "minLength": "{} characters or more"}
    yield from (words.format(_number(kind[key])) for key, words in said.items() if key in kind)
    if "pattern" in kind:
        yield f"as `{kind['pattern']}`"


def _number(value: float) -> str:
    return f"{int(value):,}" if float(value).is_integer() else str(value)


def _default(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"`{key}: {number:g}`" for key, number in value.items())
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (int, float)):
        return f"`{value:g}`"
    return "" if value in (None, "", [], ()) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _comparisons(check: Mapping[str, Any]) -> Iterator[str]:
    """The words of `compare:`, with the first line of what judges them."""
    yield from ("## The words of compare", "", "| word | passes when |", "|---|---|")
    for word in check["properties"]["compare"]["enum"]:
        told = MEASURED.get(word) or COMPARED_ELSEWHERE.get(word) or (COMPARISONS[word].__doc__ or "").strip().splitlines()[0]
        yield f"| `{word}` | {_cell(told)} |"
    yield ""


def _measures() -> Iterator[str]:
    """The words of `measure:`, with what each of them takes."""
    yield from ("## The words of measure", "", "| word | goes with | what it is |", "|---|---|---|")
    for word, one in measures.MEASURES.items():
        if one.compare in ("at_least", "at_most"):
            told = re.split(r"[:.] truth\b", (getattr(measures, word).__doc__ or "").strip().partition("\n")[0])[0]
            yield f"| `{word}` | `{one.compare}` | {_cell(told)} |"
    yield ""
