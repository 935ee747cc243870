"""Reading an .ipynb file into code cells. Nothing runs here; a file that is no notebook is told what it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any


class Unreadable(Exception):
    """The file is no notebook: str() says what it is and what to do."""


@dataclass(frozen=True)
class Cell:
    """A code cell. number: as a person counts, from 1, text cells too."""

    number: int
    source: str


def read_notebook(raw: bytes, name: str) -> list[Cell]:
    """The code cells that are to run, of an .ipynb file of any format since 3. Raises Unreadable."""
    text = notebook_text(raw, name)
    try:
        book = json.loads(text)
    except RecursionError:
        raise Unreadable(f"{name} is nested too deeply to be a notebook. Export it again.") from None
    except ValueError as error:
        raise Unreadable(_not_json(text, name, error)) from None
    if not isinstance(book, dict):
        raise Unreadable(f"{name} is JSON, but not a notebook. Export it again from Jupyter or Colab as .ipynb.")
    sheets = book.get("worksheets")
    cells = book.get("cells", sheets[0].get("cells") if isinstance(sheets, list) and sheets and isinstance(sheets[0], dict) else None)
    if not isinstance(cells, list):
        raise Unreadable(f"{name} has no list of cells. Export it again from Jupyter or Colab as .ipynb.")
    return [cell for number, raw_cell in enumerate(cells, 1) if (cell := _code_cell(raw_cell, number)) is not None]


def notebook_text(raw: bytes, name: str) -> str:
    """The text of the file. Raises Unreadable where it is something else than a notebook."""
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    for mark, kind in ((b"<", "an HTML page"), (b"%pdf", "a PDF"), (b"pk\x03\x04", "a zip or Word file")):
        if start.startswith(mark):
            raise Unreadable(f"{name} is {kind}, not a notebook. Download it again as .ipynb.")
    if not raw.strip():
        raise Unreadable(f"{name} is empty. Download it again as .ipynb.")
    encoding = "utf-8-sig"
    if raw[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        encoding = "utf-32"
    elif raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _not_json(text: str, name: str, error: ValueError) -> str:
    where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
    if "<<<<<<<" in text:
        return f"{name} is not valid JSON{where}: it holds the marks of a merge conflict. Solve the conflict and export it again."
    return f"{name} is not valid JSON{where}. The download may have stopped early: export it again as .ipynb."


def _code_cell(raw: Any, number: int) -> Cell | None:
    """A code cell that is to run; None for text, for an empty one, and for one tagged skip-grading."""
    if not isinstance(raw, dict) or raw.get("cell_type") != "code":
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = raw.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if not isinstance(source, str) or not source.strip() or (isinstance(tags, list) and "skip-grading" in tags):
        return None
    source = source.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # half a letter is no Python
    return Cell(number, re.sub(r"\A(\s*)%%time(it)?\b", r"\1# %%time", source.replace("\r\n", "\n").replace("\r", "\n")))
