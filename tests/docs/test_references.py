"""The references are made from the program: whatever the program has is on the page, and what changes there changes here."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pytest
import typer

import assay
from docs import assignment_reference, command_reference, parts
from graders import assignment_file as assignments
from graders.errors import AssignmentError

COMMANDS = dict(command_reference.commands())
SCHEMA = assignment_reference.schema()
NOUNS: dict[str, Any] = {"Assignment": SCHEMA, **SCHEMA["$defs"]}
WHOLE = """
title: Counting
slides: Numbers
limits: {seconds: 10}
tasks:
  - entry: totals(x)
    title: Running totals
    checks:
      - {name: few, title: adds up, compare: close, cases: few, points: 100}
"""


def section(page: str, heading: str) -> str:
    return re.split(r"^## ", page.partition(f"## {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_is_there_with_all_that_it_takes(path: str) -> None:
    told, command = section(command_reference.page(), path), COMMANDS[path]
    for one in command.params:
        names = one.opts if one.param_type_name == "option" else [one.metavar or one.name.upper()]
        assert all(re.search(rf"`{re.escape(name)}[ `]", told) for name in names), names
        assert _letters(one.help) in _letters(told)
        assert all(f"`{choice}`" in told for choice in command_reference.choices(one))
    for part in (command.help or "").split("\n\n"):
        assert _letters(part.removeprefix("Example:")) in _letters(told)
    assert "Exit status" in told or command.commands


def _letters(text: str) -> str:
    """Without spaces and marks, which Markdown may change."""
    return re.sub(r"[^\w-]", "", text)


def test_a_new_option_and_a_new_command_appear(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer()

    @app.command(name="polish")
    def _polish(hard: Annotated[int, typer.Option("--hard", min=1, help="How hard, *really*.")] = 7) -> None:
        """Polish everything."""

    @app.command(name="secret", hidden=True)
    def _secret() -> None:
        """Nobody's business."""

    before = command_reference.page()
    monkeypatch.setattr(assay, "app", app)
    page = command_reference.page()
    assert "polish" not in before
    assert r"| `--hard HARD` | `7` | How hard, \*really\*. At least 1. |" in page
    assert "Exit status" in section(page, "assay polish")
    assert "secret" not in page


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_there_with_every_key(noun: str) -> None:
    told = section(assignment_reference.page(), noun)
    for key, kind in NOUNS[noun]["properties"].items():
        if (noun, key) == ("Assignment", "slug"):  # the folder's name
            continue
        row = re.search(rf"^\| `{key}` \| (.*) \| (.*) \| (.+) \|$", told, re.MULTILINE)
        assert row, key
        assert (row[2] == "must be given") == (key in NOUNS[noun]["required"] if "required" in NOUNS[noun] else False)
        for limit in ("maximum", "exclusiveMinimum"):
            assert limit not in kind or f"{kind[limit]:,}" in row[1]


def test_limits_and_defaults_are_told() -> None:
    """Whatever the model is made with: `schema()` has to find them."""
    row = next(line for line in section(assignment_reference.page(), "Limits").splitlines() if line.startswith("| `seconds`"))
    assert row.startswith("| `seconds` | number, more than 0, at most 3,600 | `10` |")


def test_every_meaning_of_ours_is_of_a_key_that_there_is() -> None:
    assert all(key in NOUNS[noun]["properties"] for noun, key in assignment_reference.MEANINGS)


def test_every_word_of_compare_and_of_measure_is_told() -> None:
    page = assignment_reference.page()
    check = NOUNS["Check"]["properties"]
    measures = next(kind["enum"] for kind in check["measure"]["anyOf"] if "enum" in kind)
    assert all(f"\n| `{word}` |" in section(page, "The words of compare") for word in check["compare"]["enum"])
    assert all(f"\n| `{word}` |" in section(page, "The words of measure") for word in measures)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("seconds: 10", "seconds: 3601"),  # "at most 3,600"
        ("seconds: 10", "memory_mb: 0"),  # "more than 0"
        ("points: 100", "points: 1001"),
        ("title: adds up", "title: ad"),  # "3 characters or more"
        ("compare: close", "compare: near"),
        ("compare: close", "compare: at_least"),  # needs `measure` and `bar`
        ("compare: close", "compare: distribution"),
        ("compare: close", "compare: by_hand"),
        ("cases: few, ", ""),
        ("points: 100", "points: 100, rubric: r"),
        ("points: 100", "points: 100, after: [few]"),
        ("points: 100", "points: 100, after: [many]"),
    ],
)
def test_what_the_page_says_is_refused_is_refused(right: str, wrong: str) -> None:
    assert assignments.parse(WHOLE, slug="counting", file="counting.yaml").points == 100
    assert right in WHOLE
    with pytest.raises(AssignmentError, match="line"):
        assignments.parse(WHOLE.replace(right, wrong), slug="counting", file="counting.yaml")


def test_a_file_is_included_without_its_title_and_with_links_that_lead_on() -> None:
    page = parts.included("CONTRIBUTING.md")
    assert not page.startswith("# ")
    assert "An assignment in ten minutes" in page
    assert "(path:../reports/scorecard.schema.json)" in parts.included("reports/README.md")
    assert "(new_assignment.md)" in parts.included("README.md")
    assert "(scorecard.md)" in parts.included("README.md")
    assert "(index.md)" in parts.included("README.md")
