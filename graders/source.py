"""Reads student source as text: what it defines and imports, and the lines of one definition. Runs nothing, trusts nothing."""

from __future__ import annotations

import ast
import io
import json
import re
import threading
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from .scorecard import Code

_DEFINES = re.compile(r"^[ \t]*\"?(?:async[ ]+)?(?:def|class)[ ]+(\w+)|^(\w+)[ ]*=[^=]", re.MULTILINE)
_IMPORTS = re.compile(r"^[ \t]*\"?(?:import[ ]+([\w., ]+)|from[ ]+([\w.]+)[ ]+import)", re.MULTILINE)
_MOST_LINES = 150
_PARSER = threading.Lock()  # Python 3.11 counts the depth of all threads' trees together, and fails when two are made at once
_SINGLE = re.compile(r"float32|float16|bfloat16|np\.single|\.float\(\)")


@dataclass(frozen=True)
class Page:
    """A piece of source as a person would name it: "hmm.py", or "hmm.ipynb, cell 4"."""

    label: str
    text: str


def pages(path: str, data: bytes) -> list[Page]:
    """The source of a module, or of the code cells of a notebook (counted over all its cells, from 1)."""
    if not path.endswith(".ipynb"):
        return [Page(path, decode(data))]
    try:
        cells = json.loads(decode(data))["cells"]
        sources = [(i, cell.get("source", "")) for i, cell in enumerate(cells, 1) if cell.get("cell_type") == "code"]
        return [Page(f"{path}, cell {i}", source if isinstance(source, str) else "".join(map(str, source))) for i, source in sources]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return [Page(path, decode(data))]


def decode(data: bytes) -> str:
    """Text of a file as a person meant it: byte order marks, PEP 263 cookies, UTF-8, and cp1252 where nothing else fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return data.decode("cp1252", errors="replace")


def defined(sources: list[Page]) -> set[str]:
    """Names that some line defines with def, class or =, nested ones too."""
    return {name for page in sources for pair in _DEFINES.findall(page.text) for name in pair if name}


def imported(sources: list[Page]) -> frozenset[str]:
    """Top-level modules that some line imports."""
    found: set[str] = set()
    for page in sources:
        for many, one in _IMPORTS.findall(page.text):
            names = [part.split()[0] for part in many.split(",") if part.strip()] if many else [one]
            found |= {name.split(".")[0] for name in names}
    return frozenset(found)


def says_single_precision(sources: list[Page]) -> bool:
    """Whether some line asks for less than float64."""
    return any(_SINGLE.search(page.text) for page in sources)


def definitions(sources: list[Page]) -> dict[str, Code]:
    """Every top-level function and class with its source; where one is defined twice the last, as the interpreter would take it."""
    found = {}
    for page in sources:
        lines = page.text.splitlines()
        for name, first, last in _spans(page.text):
            shown = lines[first - 1 : last]
            if len(shown) > _MOST_LINES:
                shown = [*shown[:_MOST_LINES], f"# ... {len(shown) - _MOST_LINES} more lines"]
            found[name] = Code(file=page.label, line=first, text="\n".join(shown))
    return found


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """(name, first line, last line) of every top-level definition."""
    try:
        with _PARSER:
            tree = ast.parse("\n".join("" if line.lstrip()[:1] in ("!", "%") else line for line in text.splitlines()))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        yield from _spans_by_indent(text)
        return
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, first, node.end_lineno or node.lineno


def _spans_by_indent(text: str) -> Iterator[tuple[str, int, int]]:
    """As `_spans`, for source that does not parse: a definition ends before the next line at its own level."""
    lines = text.splitlines()
    for start, line in enumerate(lines):
        if found := re.match(r"(?:def|class)[ ]+(\w+)", line):
            end = next((i for i in range(start + 1, len(lines)) if lines[i][:1] not in ("", " ", "\t", "#", ")")), len(lines))
            yield found[1], start + 1, end
