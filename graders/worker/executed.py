"""The executed copy of a notebook: what the student wrote, with what the cells gave here. For a person who wants to look."""

from __future__ import annotations

import json
import warnings
from typing import Any

import nbformat
import nbformat.v4
import numpy as np

from .notebook import Cell, notebook_text

KEPT_OUTPUT = 4 << 20  # characters of output in all cells together


def executed_copy(
    raw: bytes, name: str, cells: list[Cell], outputs: dict[int, list[dict[str, Any]]], stopped: dict[int, str]
) -> np.ndarray:
    """The notebook file as bytes. raw, name: the student's file. cells: those that were to run. outputs: of each that ran, by number.

    stopped: number -> why a cell did not run to its end.
    """
    book = _book(raw, name, cells)
    order = {number: count for count, number in enumerate(outputs, 1)}
    for number, cell in enumerate(book.cells, 1):
        if cell.cell_type != "code":
            continue
        cell.outputs = [nbformat.from_dict(output) for output in outputs.get(number, [])]
        cell.execution_count = order.get(number)
        if number in stopped:
            cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=f"[grader] {stopped[number]}\n"))
    text = json.dumps(book, ensure_ascii=True, indent=1)
    return np.frombuffer(text.encode("ascii"), np.uint8)


def _book(raw: bytes, name: str, cells: list[Cell]) -> Any:
    """The student's notebook in today's format; where that cannot be had, its code cells alone, each in its own place."""
    try:
        with warnings.catch_warnings(action="ignore"):  # what is missing in an old file is put right in the copy, without a word
            book: Any = nbformat.reads(notebook_text(raw, name), as_version=4)
        json.dumps(book)
    except Exception:  # a notebook that Jupyter would not open either
        book = nbformat.v4.new_notebook()
        for cell in cells:
            missing = cell.number - 1 - len(book.cells)
            book.cells += [nbformat.v4.new_markdown_cell("") for _ in range(missing)]
            book.cells.append(nbformat.v4.new_code_cell(cell.source))
    return book
