"""Reads student source as text: what it defines and imports, and the lines of one definition. Runs nothing, trusts nothing."""

from __future__ import annotations

import ast
import codecs
import io
import json
import re
import threading
import tokenize
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .scorecard import Code

_DEFINES = re.compile(r"^[ \t]*\"?(?:async[ ]+)?(?:def|class)[ ]+(\w+)|^(\w+)[ ]*=[^=]", re.MULTILINE)
_IMPORTS = re.compile(r"^[ \t]*\"?(?:import[ ]+([\w., ]+)|from[ ]+([\w.]+)[ ]+import[ (]+([\w, ]*))", re.MULTILINE)
_RUNS = re.compile(r"^[ \t]*%run[ ]+(?:-\w+[ ]+)*[\"']?([^\s\"']+)", re.MULTILINE)
_MOST_LINES = 150
_MOST_COLUMNS = 2000
_MOST_PARSED = 100_000  # characters; the parser's time for an odd text grows with the square of its length
_PARSER = threading.Lock()  # Python 3.11 counts the depth of all threads' trees together, and fails when two are made at once
_SINGLE = re.compile(r"float32|float16|bfloat16|np\.single|\.float\(\)")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKS = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_NO_SOURCE = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}  # codecs, but of no file that a person writes


@dataclass(frozen=True)
class Page:
    """A piece of source as a person would name it: "hmm.py", or "hmm.ipynb, cell 4"."""

    label: str
    text: str


def pages(path: str, data: bytes) -> list[Page]:
    """The source of a module, or of the code cells of a notebook (counted over all its cells, from 1).

    A notebook that cannot be read is one page of whatever text it is.
    """
    if not path.endswith(".ipynb"):
        return [Page(path, decode(data))]
    try:
        cells = _cells(decode(data))
    except ValueError:
        return [Page(path, decode(data))]
    sources = ((number, _source(cell)) for number, cell in enumerate(cells, 1))
    return [Page(f"{path}, cell {number}", text) for number, text in sources if text is not None]


def notebook_problem(path: str, data: bytes) -> str:
    """Why a file is no notebook, and the remedy; empty where it is one."""
    try:
        _cells(decode(data))
    except ValueError as error:
        return f"{path} {error}. Save it again from Jupyter or Colab as .ipynb."
    return ""


def _cells(text: str) -> list[Any]:
    """The cells of a notebook of format 4 or 3. Raises ValueError that says what the text is instead."""
    if not text.strip("\ufeff \t\r\n\0"):
        raise ValueError("is empty")
    try:
        book = json.loads(text)
    except RecursionError:
        raise ValueError("is nested too deeply to be a notebook") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON (line {error.lineno}, column {error.colno}: {error.msg})") from None
    except ValueError as error:
        raise ValueError(f"is not JSON ({str(error)[:80]})") from None
    if not isinstance(book, dict):
        raise ValueError("is JSON, but not a notebook")
    sheets = book.get("worksheets")
    older = sheets[0] if isinstance(sheets, list) and sheets and isinstance(sheets[0], dict) else {}
    cells = book.get("cells", older.get("cells"))
    if not isinstance(cells, list):
        raise ValueError("has no list of cells")
    return cells


def _source(cell: Any) -> str | None:
    """The text of a code cell; None for any other."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return _clean(source) if isinstance(source, str) else ""


def decode(data: bytes) -> str:
    """Text of a file as a person meant it: byte order marks, PEP 263 cookies, UTF-8, and cp1252 where nothing else fits.

    It can be written anywhere again, and its lines end in \\n.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _clean(data.decode(encoding, errors="replace"))
    for encoding in (_cookie(data), "utf-8-sig"):
        try:
            return _clean(data.decode(encoding))
        except (ValueError, LookupError):
            continue
    return _clean(data.decode("cp1252", errors="replace"))


def _cookie(data: bytes) -> str:
    """The encoding that a source names in its first two lines; UTF-8 where it names none that source can have."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        fits = codecs.lookup(encoding).name not in _NO_SOURCE and b"#".decode(encoding) == "#"
    except (SyntaxError, ValueError, LookupError):
        return "utf-8-sig"
    return encoding if fits else "utf-8-sig"


def _clean(text: str) -> str:
    """Without half characters, which no file can hold, and with one kind of line end."""
    return _SURROGATES.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


# ---- what it defines and imports ----


def defined(sources: list[Page]) -> set[str]:
    """Names that some line defines with def, class or =, nested ones too."""
    return {name for page in sources for pair in _DEFINES.findall(page.text) for name in pair if name}


def imported(sources: list[Page]) -> frozenset[str]:
    """Top-level modules that the sources import; not the relative ones."""
    return frozenset(name.split(".")[0] for page in sources for name in _modules(page.text)) - {""}


def reached(main: str, files: Mapping[str, bytes]) -> list[str]:
    """The main file, the submission's own files that it imports or runs, those that they import, and so on."""
    ends: dict[str, list[str]] = {}
    for path in files:
        parts = path.split("/")
        for i in range(len(parts)):
            ends.setdefault("/".join(parts[i:]), []).append(path)
    found = [main]
    for path in found:  # it grows while it is read
        for page in pages(path, files[path]):
            wanted = [place for module in _modules(page.text) for place in _places(module)] + _RUNS.findall(page.text)
            for place in dict.fromkeys(wanted):
                found += [own for own in _nearest(path, place, files, ends) if own not in found and own.endswith((".py", ".ipynb"))]
    return found


def _places(module: str) -> list[str]:
    """Files that `import a.b` can load: a.py, a/__init__.py, a/b.py, a/b/__init__.py."""
    parts = [part for part in module.split(".") if part][:8]
    begun = ["/".join(parts[: i + 1]) for i in range(len(parts))]
    return [place for path in begun for place in (f"{path}.py", f"{path}/__init__.py")]


def _nearest(path: str, place: str, files: Mapping[str, bytes], ends: Mapping[str, list[str]]) -> list[str]:
    """The file at that place, seen from the folder of `path` and those above it; where there is none, all that end in it."""
    for folder in PurePosixPath(path).parents:
        if (own := str(folder / place)) in files:
            return [own]
    return ends.get(place, [])


def _modules(text: str) -> set[str]:
    """Modules as the imports name them, with the names imported from them: `from .a import b` gives .a and .a.b."""
    if (tree := parsed(text)) is None:
        return _modules_by_line(text)
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module, *(f"{module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                found.add(node.args[0].value)
    return found


def _modules_by_line(text: str) -> set[str]:
    """As `_modules`, for source that does not parse."""
    found: set[str] = set()
    for many, module, names in _IMPORTS.findall(text):
        found |= {part.split()[0] for part in many.split(",") if part.strip()}
        found |= {module, *(f"{module}.{part.split()[0]}" for part in names.split(",") if part.strip())} if module else set()
    return found


def says_single_precision(sources: list[Page]) -> bool:
    """Whether some line asks for less than float64."""
    return any(_SINGLE.search(page.text) for page in sources)


# ---- the lines of a definition ----


def definitions(sources: list[Page]) -> dict[str, Code]:
    """Every top-level function and class with its source; where one is defined twice the last, as the interpreter would take it."""
    found = {}
    for page in sources:
        lines = page.text.split("\n")
        for name, first, last in _spans(page.text):
            shown = [line[:_MOST_COLUMNS] for line in lines[first - 1 : min(last, first - 1 + _MOST_LINES)]]
            if last - first >= _MOST_LINES:
                shown.append(f"# ... {last - first + 1 - _MOST_LINES} more lines")
            found[name] = Code(file=page.label, line=first, text="\n".join(shown))
    return found


def parsed(text: str) -> ast.Module | None:
    """The source parsed, lines for IPython left empty; None where it cannot be."""
    if len(text) > _MOST_PARSED:
        return None
    plain = "\n".join("" if line.lstrip()[:1] in ("!", "%") else line for line in text.split("\n"))
    try:
        with _PARSER, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "\d" in a student's file nobody needs to hear here
            return ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """(name, first line, last line) of every top-level definition."""
    if (tree := parsed(text)) is None:
        yield from _spans_by_indent(text)
        return
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, first, node.end_lineno or node.lineno


def _spans_by_indent(text: str) -> Iterator[tuple[str, int, int]]:
    """As `_spans`, for source that does not parse: a definition ends before the next line at its own level."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if line[:1] not in ("", " ", "\t", "#", ")")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if found := re.match(r"(?:def|class)[ ]+(\w+)", lines[start]):
            yield found[1], start + 1, end
