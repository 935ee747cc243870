"""Finds the commands of a Markdown page: every line of every fenced block that is not marked as another language."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

SHELL = {"", "sh", "bash", "shell", "console"}
OTHER = {"python", "yaml", "json", "text", "{toctree}"}
_LIKE_A_COMMAND = re.compile(r"^\s*(\$ |(\.venv/bin/)?(assay|make|pip|pytest|python) )", re.MULTILINE)
_COMMENT = re.compile(r"<!-- (.*?) -->\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One line. words: as the shell splits it. note: what the HTML comment before its block says."""

    line: str
    words: tuple[str, ...]
    note: str = ""


def commands_of(text: str) -> Iterator[Command]:
    """Every command of a page, in its order. Raises ValueError for what might hide one."""
    before = ""
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "code_block":
            raise ValueError(f"line {(token.map or [0])[0] + 1}: code is indented; put it into a fence")
        if token.type == "fence":
            language = token.info.split()[0] if token.info.strip() else ""
            if language not in SHELL | OTHER:
                raise ValueError(f"line {(token.map or [0])[0] + 1}: `{language}` is no language that is known here")
            if language == "text" and _LIKE_A_COMMAND.search(token.content):
                raise ValueError(f"line {(token.map or [0])[0] + 1}: a command stands in a block of text; take the word `text` away")
            if language in SHELL:
                found = _COMMENT.search(before)
                yield from _lines(token.content, found[1] if found else "")
        before = token.content if token.type == "html_block" else ""


def _lines(content: str, note: str) -> Iterator[Command]:
    for line in content.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words = tuple(lexer)
        if any(set(word) <= set("();<>|&") for word in words):
            raise ValueError(f"`{line}` is more than one command: write one a line")
        if words:
            yield Command(line.strip(), words, note)
