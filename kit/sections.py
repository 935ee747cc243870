"""Divides a handout into what belongs to each task and what belongs to none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from graders.assignment import Assignment

_CODE = ("fence", "code_block")


@dataclass(frozen=True)
class Sections:
    """A handout's Markdown. before: what belongs to no task, without the title. of: task -> its prose, heading included."""

    before: str
    of: Mapping[str, str]


@dataclass(frozen=True)
class _Section:
    """From one heading to the next. level: 1 for the title, 0 for what stands above the first heading. shown: its blocks of code."""

    level: int
    title: str
    text: str
    shown: str
    task: str | None = None


def for_kit(handout: str, slug: str) -> str:
    """The handout as the kit shows it: whoever has the kit checks with the kit's own command."""
    return handout.replace("assay check FILE", f"python {slug}.pyz FILE")


def divided(handout: str, assignment: Assignment) -> Sections:
    """A section is a task's where it has the task's title, or else where a block of code in it shows the signature.

    Subsections belong to the section above them. The head of a chapter, which no task owns, goes with the first task of the chapter.
    """
    known = _named(list(_sections(handout)), assignment)
    prose: dict[str, list[str]] = {task.name: [] for task in assignment.tasks}
    before: list[str] = []
    for i, section in enumerate(known):
        owner = section.task or _above(known, i)
        following = known[i + 1] if i + 1 < len(known) else section
        if owner is None and 1 < section.level < following.level:
            owner = following.task
        (before if owner is None else prose[owner]).append(section.text)
    return Sections(_joined(before), {name: _joined(parts) for name, parts in prose.items()})


def question(prose: str, part: str) -> str:
    """The paragraph of a section that begins with a part's name in bold, as plain text; empty where there is none."""
    tokens = MarkdownIt().parse(prose)
    for inline in (token for token in tokens if token.type == "inline"):
        spans = [span for span in inline.children or [] if span.type == "strong_open" or span.content]
        if len(spans) > 1 and spans[0].type == "strong_open" and re.match(rf"{re.escape(part)}\b", spans[1].content, re.IGNORECASE):
            return " ".join(re.sub(r"\*\*|`", "", inline.content).split())
    return ""


def _sections(handout: str) -> Iterator[_Section]:
    """The sections in their order; remarks (`<!-- -->`) are left out."""
    tokens = MarkdownIt().parse(handout)
    lines = handout.splitlines()
    for token in tokens:
        if token.type == "html_block" and token.map and token.content.lstrip().startswith("<!--"):
            lines[slice(*token.map)] = [""] * (token.map[1] - token.map[0])
    heads = [(0, 0, "")]
    for token, inline in itertools.pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            heads.append((token.map[0], int(token.tag[1:]), inline.content))
    for (start, level, title), (end, _, _) in zip(heads, [*heads[1:], (len(lines), 0, "")], strict=True):
        text = "\n".join(lines[start + (level == 1) : end])
        yield _Section(level, title, text, "\n".join(token.content for token in tokens if _is_shown(token, start, end)))


def _is_shown(token: Token, start: int, end: int) -> bool:
    return token.type in _CODE and token.map is not None and start <= token.map[0] < end


def _named(sections: list[_Section], assignment: Assignment) -> list[_Section]:
    """The sections with the tasks that they are about; titles go before signatures."""
    titled = {task.title: task.name for task in assignment.tasks}
    named = [replace(section, task=titled.get(section.title)) for section in sections]
    for name in assignment.entries - {section.task for section in named}:
        signature = re.compile(rf"^\s*(?:def|class) {re.escape(name)}\b", re.MULTILINE)
        found = next((i for i, section in enumerate(named) if section.task is None and signature.search(section.shown)), None)
        if found is not None:
            named[found] = replace(named[found], task=name)
    return named


def _above(sections: list[_Section], i: int) -> str | None:
    """The task of the nearest section that a section is a part of, whichever has one."""
    level = sections[i].level
    for section in reversed(sections[:i]):
        if section.level < level:
            if section.task is not None:
                return section.task
            level = section.level
    return None


def _joined(parts: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)).strip()
