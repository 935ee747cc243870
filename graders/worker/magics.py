"""What is IPython and not Python in a cell, or in a file that was exported from a notebook: magics, commands, questions."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

_LINE = re.compile(r"^([ \t]*)(?:([\w, ]+?)[ ]*=[ ]*)?([%!?].*)$")
_HELP = re.compile(r"^([ \t]*)([\w.]+\?{1,2})$")
_MOST_COMMANDS = 200  # in one file


def plain(source: str, skipped: Callable[[str], Any]) -> str:
    """The cell as Python: magics, commands and questions of IPython left out, with as many lines. skipped: is told each."""
    first, _, rest = source.lstrip().partition("\n")
    if first.startswith("%%"):
        above = "\n" * (source[: len(source) - len(source.lstrip())].count("\n") + 1)
        if first.split()[0] in ("%%time", "%%timeit", "%%capture", "%%prun"):
            return above + plain(rest, skipped)
        skipped(first)
        return ""
    if _parses(source):
        return source
    return "\n".join(_plain_line(line, skipped) for line in source.split("\n"))


def without_commands(source: str, skipped: Callable[[str], Any]) -> str:
    """A file without those lines on which Python stumbles because they are IPython's; with as many lines. skipped: is told each."""
    lines = source.split("\n")
    for _ in range(_MOST_COMMANDS):
        try:
            compile("\n".join(lines), "file", "exec", flags=ast.PyCF_ONLY_AST, dont_inherit=True)
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            line = _plain_line(lines[at], skipped) if 0 <= at < len(lines) else ""
            if not line or line == lines[at]:
                break
            lines[at] = line
        else:
            break
    return "\n".join(lines)


def _plain_line(line: str, skipped: Callable[[str], Any]) -> str:
    found = _LINE.match(line) or _HELP.match(line)
    if found is None:
        return line
    skipped(found[found.lastindex or 0])
    timed = re.match(r"%(?:time|timeit|prun)[ ]+(?!-)(.+)", found[3]) if found.re is _LINE else None
    if timed:  # the statement is part of the work, the watch is not
        return f"{found[1]}{f'{found[2]} = ' if found[2] else ''}{timed[1]}"
    return f"{found[1]}{found[2]} = None" if found.re is _LINE and found[2] else f"{found[1]}pass"


def _parses(source: str) -> bool:
    try:
        compile(source, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
