"""Writes the questions of a quiz into its handout: `python -m assignments.questions [SLUG ...]`.

The questions stand once, in assignment.yaml, with their answers. The handout shows them, without the answers, between two marks; a test
compares, so that part is never edited by hand.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
BEGIN, END = "<!-- questions -->", "<!-- end of questions -->"


def slugs() -> list[str]:
    """The assignments whose handout shows questions."""
    return sorted(path.parent.name for path in HERE.glob("*/handout.md") if BEGIN in path.read_text(encoding="utf-8"))


def rendered(slug: str) -> str:
    """The questions of an assignment as Markdown, a heading a section of the slides."""
    plan = yaml.safe_load((HERE / slug / "assignment.yaml").read_text(encoding="utf-8"))
    every = [question for task in plan["tasks"] for question in task.get("quiz", [])]
    sections = itertools.groupby(every, key=lambda question: question["section"])
    return "\n\n".join(f"### {section}\n\n" + "\n\n".join(map(_question, questions)) for section, questions in sections)


def _question(question: dict[str, Any]) -> str:
    return f"**`{question['name']}`** {question['text']} {_asks(question)}" + "".join(f"\n{line}" for line in _choices(question))


def _asks(question: dict[str, Any]) -> str:
    if not question.get("choices"):
        return "*(a number)*"
    return "*(one letter)*" if isinstance(question["answer"], str) else "*(a list of letters)*"


def _choices(question: dict[str, Any]) -> Iterator[str]:
    for letter, text in question.get("choices", {}).items():
        yield f"- {letter}: {text}"


def handout(slug: str) -> str:
    """The handout with the questions of today."""
    text = (HERE / slug / "handout.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{rendered(slug)}\n\n{END}{after}"


def main(chosen: list[str]) -> None:
    for slug in chosen or slugs():
        (HERE / slug / "handout.md").write_text(handout(slug), encoding="utf-8")
        print(f"assignments/{slug}/handout.md")


if __name__ == "__main__":
    main(sys.argv[1:])
